import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Params, readParams } from "../../src/checkpoint/params.ts";
import { expectRefusal, withFolder } from "./hostile/folders.ts";

/** What is read from a params.json of this text, or of this object. */
function paramsOf(content: string | Uint8Array | object): Params {
  return withFolder((folder) => {
    const isRaw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(join(folder, "params.json"), isRaw ? content : JSON.stringify(content));
    return readParams(folder);
  });
}

// arch_args of Meta's models/sku_list.py
const llama31 = {
  dim: 4096,
  n_layers: 32,
  n_heads: 32,
  n_kv_heads: 8,
  vocab_size: 128256,
  ffn_dim_multiplier: 1.3,
  multiple_of: 1024,
  norm_eps: 1e-5,
  rope_theta: 500000.0,
  use_scaled_rope: true,
};

describe("Meta's models:", () => {
  test("Llama 3.1 8B", () => {
    const { path, ...params } = paramsOf(llama31);
    expect(path).toEndWith("params.json");
    expect(params).toEqual({
      raw: llama31,
      dim: 4096,
      nLayers: 32,
      nHeads: 32,
      nKvHeads: 8,
      vocabSize: 128256,
      multipleOf: 1024,
      ffnDimMultiplier: 1.3,
      normEps: 1e-5,
      ropeTheta: 500000,
      ropeScaling: { factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192 },
      maxSeqLen: undefined,
    });
  });

  test("Llama 3 8B does not scale its positions", () => {
    const { use_scaled_rope, ...llama3 } = llama31;
    expect(use_scaled_rope).toBe(true);
    expect(paramsOf(llama3).ropeScaling).toBeUndefined();
    expect(paramsOf({ ...llama3, use_scaled_rope: false }).ropeScaling).toBeUndefined();
  });

  test("Llama 3.2 1B and 3B scale by 32, though their files do not say so", () => {
    const small = { ...llama31, multiple_of: 256 };
    const oneB = { ...small, dim: 2048, n_layers: 16, ffn_dim_multiplier: 1.5 };
    const threeB = { ...small, dim: 3072, n_layers: 28, n_heads: 24, ffn_dim_multiplier: 1.0 };
    expect(paramsOf(oneB).ropeScaling?.factor).toBe(32);
    expect(paramsOf(threeB).ropeScaling?.factor).toBe(32);
    expect(paramsOf({ ...oneB, rope_scaling_factor: 8 }).ropeScaling?.factor).toBe(8);
  });

  test("factors that are given are taken, by either name", () => {
    const given = { factor: 16, lowFrequencyFactor: 2, highFrequencyFactor: 8.5, originalContext: 4096 };
    const long = {
      rope_scaling_factor: 16,
      rope_low_freq_factor: 2,
      rope_high_freq_factor: 8.5,
      original_context_length: 4096,
    };
    const short = { scale_factor: 16, low_freq_factor: 2, high_freq_factor: 8.5, old_context_len: 4096 };
    for (const factors of [long, short])
      expect(paramsOf({ ...llama31, ...factors }).ropeScaling).toEqual(given);
  });

  test("defaults are those of models/llama3/args.py", () => {
    expect(paramsOf({})).toMatchObject({
      dim: 4096,
      nLayers: 32,
      nHeads: 32,
      nKvHeads: 32,
      vocabSize: undefined,
      multipleOf: 256,
      ffnDimMultiplier: undefined,
      normEps: 1e-5,
      ropeTheta: 500000,
      ropeScaling: undefined,
    });
    const absent = {
      n_kv_heads: null,
      ffn_dim_multiplier: null,
      vocab_size: -1,
      quantization_args: null,
      lora_args: null,
    };
    expect(paramsOf({ n_heads: 16, ...absent })).toMatchObject({
      nKvHeads: 16,
      ffnDimMultiplier: undefined,
      vocabSize: undefined,
    });
  });

  test("keys that mean nothing here are ignored, and kept", () => {
    const more = {
      ...llama31,
      max_batch_size: 32,
      max_seq_len: 4096,
      vision_chunk_size: -1,
      vision_max_num_chunks: 4,
      whatever: [{}],
    };
    const params = paramsOf(more);
    expect(params.raw).toEqual(more);
    expect(params.maxSeqLen).toBe(4096);
  });

  test("a byte order mark and white space are no harm", () => {
    expect(paramsOf(`\ufeff\r\n ${JSON.stringify(llama31, null, "\t")}\r\n`).dim).toBe(4096);
  });

  test("JavaScript's own names are only keys", () => {
    const params = paramsOf('{"dim": 64, "__proto__": {"n_layers": 7}, "constructor": 1, "toString": null}');
    expect([params.nLayers, params.dim]).toEqual([32, 64]);
    expect(JSON.stringify(params.raw)).toContain('"__proto__":{"n_layers":7}');
  });
});

describe("params.json is refused that", () => {
  const nested = (depth: number) => `{"dim": ${"[".repeat(depth)}${"]".repeat(depth)}}`;
  const cases: [what: string, content: string | Uint8Array | object, mention: RegExp][] = [
    // The file
    ["is empty", "", /is empty/],
    ["is not JSON", "dim = 4096", /is not JSON/],
    ["is cut short", JSON.stringify(llama31).slice(0, 40), /is not JSON/],
    ["is a web page", "<!DOCTYPE html>", /is not JSON/],
    ["is not UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), /is not JSON/],
    ["is an array", "[]", /not a JSON object/],
    ["is null", "null", /not a JSON object/],
    ["is a number", "4096", /not a JSON object/],
    ["is nested too deeply", nested(20), /not a JSON object/],
    ["is nested abysmally", nested(30_000), /not (a JSON object|JSON)/],
    ["is far too large", `{"x": "${"x".repeat(100_000)}"}`, /has 100009 bytes/],
    [
      "is Hugging Face's",
      { architectures: ["LlamaForCausalLM"], hidden_size: 4096 },
      /Hugging Face's config\.json.*original\//,
    ],
    // kinds
    ["has text for a number", { dim: "4096" }, /dim is "4096", not an integer from 2 to 65536/],
    ["has a list for a number", { n_layers: [32] }, /n_layers is "\[32\]"/],
    ["has a truth for a number", { n_heads: true }, /n_heads is "true"/],
    ["has half a layer", { n_layers: 32.5 }, /n_layers is 32\.5/],
    ["has a number for a truth", { use_scaled_rope: 1 }, /use_scaled_rope is 1, not true or false/],
    ["has text for a truth", { use_scaled_rope: "true" }, /use_scaled_rope is/],
    ["has an infinite number", '{"rope_theta": 1e999}', /rope_theta is Infinity, not a number above 0/],
    ["has text of a megabyte in a line", { dim: `\n${"x".repeat(60_000)}` }, /dim is "\\u\{a\}x+…"/],
    // ranges
    ["has no width", { dim: 0 }, /dim is 0/],
    ["has a negative width", { dim: -4096 }, /dim is -4096/],
    ["is too wide", { dim: 2 ** 20 }, /dim is 1048576/],
    ["has no layers", { n_layers: 0 }, /n_layers is 0/],
    ["has a billion layers", { n_layers: 1e9 }, /n_layers is 1000000000/],
    ["has layers beyond 2^53", '{"n_layers": 9007199254740993}', /n_layers is 9007199254740992/],
    ["has no heads", { n_heads: 0 }, /n_heads is 0/],
    ["has no key heads", { n_kv_heads: 0 }, /n_kv_heads is 0/],
    ["has no vocabulary", { vocab_size: 0 }, /vocab_size is 0/],
    ["has less than no vocabulary", { vocab_size: -2 }, /vocab_size is -2/],
    ["has a billion tokens", { vocab_size: 1e9 }, /vocab_size is 1000000000/],
    ["rounds to multiples of nothing", { multiple_of: 0 }, /multiple_of is 0/],
    ["multiplies by nothing", { ffn_dim_multiplier: 0 }, /ffn_dim_multiplier is 0/],
    ["multiplies by a million", { ffn_dim_multiplier: 1e6 }, /ffn_dim_multiplier is 1000000/],
    ["has no epsilon", { norm_eps: 0 }, /norm_eps is 0/],
    ["has a negative epsilon", { norm_eps: -1e-5 }, /norm_eps is -0\.00001,/],
    ["has a negative theta", { rope_theta: -1 }, /rope_theta is -1/],
    ["scales by nothing", { ...llama31, rope_scaling_factor: 0 }, /rope_scaling_factor is 0/],
    [
      "has its factors the wrong way round",
      { ...llama31, low_freq_factor: 4, high_freq_factor: 4 },
      /RoPE's low factor 4 is not below its high factor 4/,
    ],
    ["has no original context", { ...llama31, old_context_len: 0 }, /old_context_len is 0/],
    ["has no context", { max_seq_len: 0 }, /max_seq_len is 0/],
    // sense
    ["cannot be shared out to heads", { dim: 4096, n_heads: 24 }, /dim 4096 is not a multiple of n_heads 24/],
    [
      "cannot be shared out to key heads",
      { n_heads: 32, n_kv_heads: 5 },
      /n_heads 32 is not a multiple of n_kv_heads 5/,
    ],
    ["has more key heads than heads", { n_heads: 8, n_kv_heads: 16 }, /is not a multiple of n_kv_heads 16/],
    ["has an odd head", { dim: 96, n_heads: 32 }, /dim \/ n_heads is 3, but RoPE needs an even number/],
    ["has heads of another size", { ...llama31, head_dim: 64 }, /head_dim is 64, but dim \/ n_heads is 128/],
    // Other models
    [
      "is of Llama 3.2 Vision",
      { ...llama31, vision_chunk_size: 448 },
      /sees images \(vision_chunk_size\).*use a text model/,
    ],
    [
      "is of a model with cross attention",
      { ...llama31, vision_num_cross_attention_layers: 8 },
      /sees images/,
    ],
    ["is of Llama 4", { ...llama31, moe_args: { num_experts: 16 } }, /mixture of experts \(moe_args\)/],
    [
      "is quantized",
      { ...llama31, quantization_args: { group_size: 32 } },
      /quantized weights \(quantization_args\)/,
    ],
    ["has adapters", { ...llama31, lora_args: { rank: 16, scale: 2 } }, /LoRA adapters \(lora_args\)/],
    ["normalizes its queries", { ...llama31, use_qk_norm: true }, /use_qk_norm/],
  ];
  test.each(cases)("%s", (_what, content, mention) =>
    expectRefusal(() => paramsOf(content), "params.json", mention),
  );

  test("is not there, or a folder", () => {
    withFolder((folder) => {
      expectRefusal(() => readParams(folder), "params.json", /is not there; a model's folder holds/);
      mkdirSync(join(folder, "params.json"));
      expectRefusal(() => readParams(folder), "params.json", /is a folder/);
    });
  });
});
