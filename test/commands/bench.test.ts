import { expect, test } from "bun:test";
import { tensors } from "../fixtures/tiny-llama/tensors.json";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";

// A busy machine may take longer than bun's five seconds
const bench = (...more: string[]) =>
  run(["bench", "-m", fixture("tiny-llama"), "--prompt-tokens", "8", "-n", "4", ...more]);

test("as JSON: the speeds of prompt and answer, and that of the memory", async () => {
  const { code, stdout, stderr } = await bench("--json", "-t", "2", "--engine", "typescript");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    model: "tiny-llama",
    engine: "typescript",
    threads: 2,
    prompt: { tokens: 8 },
    decode: { tokens: 4 },
  });
  const { prompt, decode } = result;
  for (const { tokensPerSecond, best } of [prompt, decode]) {
    expect(tokensPerSecond).toBeGreaterThan(0);
    expect(best).toBeGreaterThanOrEqual(tokensPerSecond);
  }
  // All weights but the embedding table, in bfloat16; reading them is at most as fast as reading alone would be
  expect(decode.gigabytesPerSecond / decode.tokensPerSecond).toBeCloseTo(weightsBytes() / 1e9, 9);
  for (const figure of ["loadSeconds", "memoryReadGigabytesPerSecond", "peakRssBytes"]) {
    expect(result[figure]).toBeGreaterThan(0);
  }
});

test("as a table, which knows one thread from several", async () => {
  const one = await bench("-t", "1");
  expect(one.stdout).toMatch(/^model {4}tiny-llama, \w+ engine, weights ram, 1 thread\n/);
  expect(one.stdout).toMatch(/\nprompt {3}8 tokens, [\d.]+ tok\/s \(best [\d.]+\)\n/);
  expect((await bench("-t", "2")).stdout).toMatch(/, 2 threads\n/);
});

test.each([
  ["a context that is too small", ["-c", "12"], 2, /--context 12 is too small; this takes 13/],
  ["no tokens", ["--tokens", "0"], 2, /--tokens "0"/],
  ["more cache than memory", ["-c", "100000000000"], 1, /--context 100000000000 takes a cache of/],
])("%s is refused", async (_, args, code, mention) => {
  const result = await bench(...args);
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: "" });
  expect(result.stderr).toMatch(mention);
});

/** Bytes of the fixture's weights that every token needs. */
function weightsBytes(): number {
  const shapes = Object.entries(tensors);
  return shapes
    .filter(([name]) => name !== "tok_embeddings.weight")
    .reduce((sum, [, { shape }]) => sum + 2 * shape.reduce((a, b) => a * b, 1), 0);
}
