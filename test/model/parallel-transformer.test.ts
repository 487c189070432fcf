import { describe, expect, test } from "bun:test";
import { cpSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../src/checkpoint/checkpoint.ts";
import { readParams } from "../../src/checkpoint/params.ts";
import { engineNames } from "../../src/engine/engine-names.ts";
import { Interrupted } from "../../src/engine/team/team.ts";
import { modelConfig } from "../../src/model/config.ts";
import { type ParallelOptions, ParallelTransformer } from "../../src/model/parallel/parallel-transformer.ts";
import { formatFolder, temporaryFolder } from "../support/model-folder.ts";
import { fixture, readReference, relativeDifference } from "../support/reference.ts";

// A busy machine may take longer than bun's five seconds
const folder = fixture("tiny-llama");
const { reference, array } = readReference("tiny-llama");
const [prompt] = reference.prompts.filter(({ name }) => name.startsWith("33 tokens"));

async function start(
  ranks: number,
  options: Partial<ParallelOptions> = {},
  from = folder,
): Promise<ParallelTransformer> {
  const { tensors } = readCheckpoint(from);
  return await ParallelTransformer.start(modelConfig(readParams(from)), tensors, {
    engine: "typescript",
    weights: "mmap",
    sizes: { context: 128, batch: 64, ranks },
    ...options,
  });
}

async function greedy(network: ParallelTransformer, count: number): Promise<number[]> {
  const answer: number[] = [];
  let scores = await network.forward(prompt.ids, 0);
  expect(relativeDifference(scores, array(prompt.logits))).toBeLessThan(2e-5);
  for (let position = prompt.ids.length; answer.length < count; position++) {
    answer.push(scores.indexOf(Math.max(...scores)));
    scores = await network.forward([answer.at(-1)!], position);
  }
  return answer;
}

describe.each(engineNames)("engine %s", (engine) => {
  // 2 key heads, 8 query heads: 3 and 9 ranks share heads unevenly, and some have none
  test.each([1, 2, 3, 9])("%d ranks answer as PyTorch does, twice with the same bits", async (ranks) => {
    const network = await start(ranks, { engine });
    try {
      const count = ranks === 9 ? 8 : prompt.greedy.length;
      expect(await greedy(network, count)).toEqual(prompt.greedy.slice(0, count));
      const first = Float32Array.from(await network.forward(prompt.ids, 0));
      expect(Float32Array.from(await network.forward(prompt.ids, 0))).toEqual(first);
    } finally {
      network.close();
    }
  });

  test("weights as a copy in memory", async () => {
    const network = await start(2, { engine, weights: "ram" });
    expect(await greedy(network, 8)).toEqual(prompt.greedy.slice(0, 8));
    expect(network.weights).toBe("ram");
    network.close();
  });
});

test.each(engineNames)("with weights in ram, engine %s no longer needs the file", async (engine) => {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  const network = await start(2, { engine, weights: "ram" }, copy);
  // A page of the file that is touched now would end the program
  truncateSync(join(copy, "consolidated.00.pth"), 0);
  expect(await greedy(network, 8)).toEqual(prompt.greedy.slice(0, 8));
  network.close();
});

test("weights that had to be copied are said to be, whatever was asked for", async () => {
  const files = [
    ["f32-zip.pth", "ram"],
    ["bf16-zip.pth", "mmap"],
  ] as const;
  for (const [file, weights] of files) {
    const copied = await start(2, { engine: "simd" }, formatFolder(file));
    expect(copied.weights).toBe(weights);
    copied.close();
  }
});

test("an interrupted pass ends early in all ranks, and the next one is whole", async () => {
  const network = await start(2);
  const layers: number[] = [];
  for (let i = 0; i < 20; i++) {
    const running = network.forward(prompt.ids, 0);
    network.interrupt();
    expect(await running.catch((error) => error)).toBeInstanceOf(Interrupted);
    layers.push(network.layersDone);
  }
  expect(Math.min(...layers)).toBeLessThan(network.config.nLayers);
  expect(await greedy(network, 4)).toEqual(prompt.greedy.slice(0, 4));
  network.close();
});

test("a rank that cannot load its weights fails the start with its own words", async () => {
  const { tensors } = readCheckpoint(folder);
  const moved = new Map([...tensors].map(([name, info]) => [name, { ...info, file: `${info.file}.gone` }]));
  const config = modelConfig(readParams(folder));
  const options: ParallelOptions = {
    engine: "typescript",
    weights: "mmap",
    sizes: { context: 128, batch: 64, ranks: 2 },
  };
  await expect(ParallelTransformer.start(config, moved, options)).rejects.toThrow("consolidated.00.pth.gone");
});

test("a rank that fails at work releases the others and fails the pass", async () => {
  const network = await start(2);
  const message = (pass: Promise<unknown>) =>
    pass.then(
      () => "no error",
      (error: Error) => error.message,
    );
  // The rank that looks this token up fails, while the other one waits for it
  expect(await message(network.forward([1, 1_000_000], 0))).toContain(
    "token 1000000 is not in the vocabulary",
  );
  expect(await message(network.forward([1], 0))).toContain("1000000");
  network.close();
});
