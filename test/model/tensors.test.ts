import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Checkpoint, readCheckpoint } from "../../src/checkpoint/checkpoint.ts";
import { readParams } from "../../src/checkpoint/params.ts";
import type { TensorInfo } from "../../src/checkpoint/tensor-info.ts";
import { type ModelConfig, modelConfig } from "../../src/model/config.ts";
import { checkTensors, expectedTensors } from "../../src/model/tensors.ts";
import { expectRefusal } from "../checkpoint/hostile/folders.ts";

const folder = join(import.meta.dir, "../fixtures/tiny-llama");
const checkpoint = readCheckpoint(folder);
const config = modelConfig(readParams(folder));

/** The checkpoint after a change of its tensors. */
function changed(change: (tensors: Map<string, TensorInfo>) => void): Checkpoint {
  const tensors = new Map(checkpoint.tensors);
  change(tensors);
  return { ...checkpoint, tensors };
}

const added = (name: string) =>
  changed((tensors) => tensors.set(name, { ...tensors.get("norm.weight")!, name }));

test("names and shapes are those of the file that Meta's model code wrote", () => {
  const { tensors } = JSON.parse(readFileSync(join(folder, "tensors.json"), "utf8"));
  const shapes = Object.entries<{ shape: number[] }>(tensors).map(
    ([name, { shape }]) => [name, shape] as const,
  );
  expect([...expectedTensors(config)].sort()).toEqual(shapes.sort() as [string, number[]][]);
});

describe("a checkpoint fits", () => {
  test("its own params.json", () => checkTensors(checkpoint, config));
  test("without output weights, which are then tied", () => {
    checkTensors(
      changed((tensors) => tensors.delete("output.weight")),
      config,
    );
  });
  test.each(["rope.freqs", "layers.0.attention.inner_attention.rope.freqs", "something.else"])(
    "with %s beside it",
    (name) => {
      checkTensors(added(name), config);
    },
  );
});

describe("a checkpoint does not fit", () => {
  const cases: [what: string, checkpoint: Checkpoint, config: Partial<ModelConfig>, mention: RegExp][] = [
    [
      "without a matrix",
      changed((tensors) => tensors.delete("layers.1.attention.wq.weight")),
      {},
      /no tensor "layers\.1\.attention\.wq\.weight".*not of the same model/,
    ],
    ["without a norm", changed((tensors) => tensors.delete("norm.weight")), {}, /no tensor "norm\.weight"/],
    [
      "without embeddings",
      changed((tensors) => tensors.delete("tok_embeddings.weight")),
      {},
      /no tensor "tok_embeddings\.weight"/,
    ],
    ["without anything", changed((tensors) => tensors.clear()), {}, /no tensor/],
    [
      "another width",
      checkpoint,
      { dim: 64 },
      /"tok_embeddings\.weight" has the shape \[768, 128\], but params\.json asks for \[768, 64\]/,
    ],
    [
      "another vocabulary",
      checkpoint,
      { vocabSize: 32000 },
      /"tok_embeddings\.weight" has the shape \[768, 128\]/,
    ],
    [
      "other key heads",
      checkpoint,
      { nKvHeads: 8 },
      /"layers\.0\.attention\.wk\.weight" has the shape \[32, 128\], but params\.json asks for \[128, 128\]/,
    ],
    ["another feed-forward layer", checkpoint, { hiddenDim: 512 }, /"layers\.0\.feed_forward\.w1\.weight"/],
    ["more layers", checkpoint, { nLayers: 4 }, /no tensor "layers\.3\./],
    [
      "fewer layers",
      checkpoint,
      { nLayers: 2 },
      /a tensor "layers\.2\..*which params\.json does not mention/,
    ],
    [
      "a matrix on its side",
      changed((tensors) => {
        const w1 = tensors.get("layers.0.feed_forward.w1.weight")!;
        tensors.set(w1.name, { ...w1, shape: w1.shape.toReversed() });
      }),
      {},
      /has the shape \[128, 448\]/,
    ],
    [
      "a vector of one column",
      changed((tensors) => {
        tensors.set("norm.weight", { ...tensors.get("norm.weight")!, shape: [128, 1], strides: [1, 1] });
      }),
      {},
      /"norm\.weight" has the shape \[128, 1\]/,
    ],
    [
      "a bias",
      added("layers.0.attention.wq.bias"),
      {},
      /"layers\.0\.attention\.wq\.bias", which params\.json does not mention/,
    ],
    ["an adapter", added("layers.0.attention.wq.lora_a.weight"), {}, /lora_a/],
    ["Hugging Face's names", added("model.embed_tokens.weight"), {}, /Hugging Face's names/],
  ];
  test.each(cases)("%s", (_what, changedCheckpoint, changedConfig, mention) => {
    expectRefusal(
      () => checkTensors(changedCheckpoint, { ...config, ...changedConfig }),
      "consolidated.00.pth",
      mention,
    );
  });
});
