import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { type Params, readParams } from "../../src/checkpoint/params.ts";
import { modelConfig } from "../../src/model/config.ts";
import { expectRefusal } from "../checkpoint/hostile/folders.ts";

const fixtures = join(import.meta.dir, "../fixtures");
const tiny = readParams(join(fixtures, "tiny-llama"));

/** Llama 3.1 8B, but for what is said otherwise. */
function params(more: Partial<Params>): Params {
  return {
    ...{ path: "params.json", raw: {}, dim: 4096, nLayers: 32, nHeads: 32, nKvHeads: 8, vocabSize: 128256 },
    ...{ multipleOf: 1024, ffnDimMultiplier: 1.3, normEps: 1e-5, ropeTheta: 500000, maxSeqLen: undefined },
    ropeScaling: { factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192 },
    ...more,
  };
}

describe("the width of feed-forward layers is intermediate_size in Hugging Face's config.json of", () => {
  const cases: [
    model: string,
    dim: number,
    multipleOf: number,
    ffnDimMultiplier: number | undefined,
    hiddenDim: number,
  ][] = [
    ["Llama 3.1 8B", 4096, 1024, 1.3, 14336],
    ["Llama 3.1 70B", 8192, 4096, 1.3, 28672],
    ["Llama 3.1 405B", 16384, 4096, 1.2, 53248],
    ["Llama 3.2 1B", 2048, 256, 1.5, 8192],
    ["Llama 3.2 3B", 3072, 256, 1.0, 8192],
    ["Llama 2 7B", 4096, 256, undefined, 11008],
    ["Llama 2 13B", 5120, 256, undefined, 13824],
    ["SmolLM2 135M", 576, 256, 1.0, 1536],
  ];
  test.each(cases)("%s", (_model, dim, multipleOf, ffnDimMultiplier, hiddenDim) => {
    expect(modelConfig(params({ dim, multipleOf, ffnDimMultiplier })).hiddenDim).toBe(hiddenDim);
  });
});

test("a whole network", () => {
  expect(modelConfig(tiny)).toEqual({
    dim: 128,
    nLayers: 3,
    nHeads: 8,
    nKvHeads: 2,
    headDim: 16,
    hiddenDim: 448, // the shape of w1 in tensors.json
    vocabSize: 768,
    normEps: 1e-5,
    ropeTheta: 500000,
    ropeScaling: { factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192 },
    maxContext: 131072,
  });
});

test("the context is that of the model cards, or of the file", () => {
  expect(modelConfig(params({})).maxContext).toBe(131072);
  expect(modelConfig(params({ ropeScaling: undefined })).maxContext).toBe(8192);
  expect(modelConfig(params({ maxSeqLen: 4096 })).maxContext).toBe(4096);
});

test("the vocabulary is the file's, or else the tokenizer's", () => {
  expect(modelConfig(params({}), 7).vocabSize).toBe(128256);
  expect(modelConfig(params({ vocabSize: undefined }), 32000).vocabSize).toBe(32000);
  expectRefusal(
    () => modelConfig(params({ vocabSize: undefined })),
    "params.json",
    /vocab_size is missing or -1/,
  );
});

test("a feed-forward layer cannot be empty", () => {
  expectRefusal(
    () => modelConfig(params({ dim: 2, ffnDimMultiplier: 0.01 })),
    "params.json",
    /ffn_dim_multiplier 0\.01/,
  );
});
