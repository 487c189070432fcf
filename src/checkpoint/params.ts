import { join } from "node:path";
import { FileError } from "../common/errors.ts";
import type { RopeScaling } from "../tensor/rope-frequencies.ts";
import { type JsonObject, readJsonObject } from "./json-file.ts";
import { downloadAgain, quote } from "./problems.ts";

/** The hyperparameters in `params.json`: Meta's names in camelCase, with Meta's defaults filled in. */
export interface Params {
  /** The path of the file. */
  readonly path: string;
  /** The file's contents, unchanged. */
  readonly raw: JsonObject;
  readonly dim: number;
  readonly nLayers: number;
  readonly nHeads: number;
  readonly nKvHeads: number;
  /** Undefined if the tokenizer decides: the file has -1 or no value. */
  readonly vocabSize: number | undefined;
  readonly multipleOf: number;
  readonly ffnDimMultiplier: number | undefined;
  readonly normEps: number;
  readonly ropeTheta: number;
  /** Undefined if RoPE is not scaled, as in Llama 3. */
  readonly ropeScaling: RopeScaling | undefined;
  /** In tokens; undefined if the file does not say. */
  readonly maxSeqLen: number | undefined;
}

/** Keys of models that compute something other than Llama 3's text models, and what they do. */
const unsupported: Readonly<Record<string, string>> = {
  vision_chunk_size: "sees images",
  vision_num_cross_attention_layers: "sees images",
  vision_model: "sees images",
  vision_args: "sees images",
  moe_args: "is a mixture of experts",
  quantization_args: "has quantized weights",
  lora_args: "has LoRA adapters",
  // Llama 4
  use_qk_norm: "normalizes its queries and keys",
  nope_layer_interval: "has layers without positions",
  attention_chunk_size: "attends in chunks",
  attn_temperature_tuning: "tunes its attention by position",
  ffn_exp: "sizes its feed-forward layers in another way",
};

/**
 * Reads `params.json`. Keys and defaults are those of Meta's models/llama3/args.py. Unknown keys are ignored, as there,
 * but the keys of other kinds of models are refused.
 * @throws FileError that names the key
 */
export function readParams(folder: string): Params {
  const path = join(folder, "params.json");
  const raw = readJsonObject(path);
  refuseOtherModels(path, raw);

  const integer = (key: string, least: number, most: number) => {
    return readNumber(path, raw, [key], `an integer from ${least} to ${most}`, (value) => {
      return Number.isInteger(value) && value >= least && value <= most;
    });
  };
  const dim = integer("dim", 2, 65_536) ?? 4096;
  const nLayers = integer("n_layers", 1, 1024) ?? 32;
  const nHeads = integer("n_heads", 1, 1024) ?? 32;
  const nKvHeads = integer("n_kv_heads", 1, 1024) ?? nHeads;
  const vocabSize = raw.vocab_size === -1 ? undefined : integer("vocab_size", 1, 2 ** 22);
  checkHeads(path, dim, nHeads, nKvHeads, integer("head_dim", 1, 65_536));
  return {
    path,
    raw,
    dim,
    nLayers,
    nHeads,
    nKvHeads,
    vocabSize,
    multipleOf: integer("multiple_of", 1, 2 ** 20) ?? 256,
    ffnDimMultiplier: positive(path, raw, ["ffn_dim_multiplier"], 64),
    normEps: positive(path, raw, ["norm_eps"], 1) ?? 1e-5,
    ropeTheta: positive(path, raw, ["rope_theta"], 1e12) ?? 500_000,
    ropeScaling: readRopeScaling(path, raw, dim, nLayers),
    maxSeqLen: integer("max_seq_len", 1, 2 ** 24),
  };
}

function refuseOtherModels(path: string, raw: JsonObject): void {
  if (Object.hasOwn(raw, "hidden_size") || Object.hasOwn(raw, "architectures")) {
    throw new FileError(
      path,
      "is Hugging Face's config.json",
      "get Meta's params.json, there in the folder original/",
    );
  }
  for (const [key, what] of Object.entries(unsupported)) {
    const value = Object.hasOwn(raw, key) ? raw[key] : undefined;
    const isAbsent = value === undefined || value === null || value === false;
    if (isAbsent || (typeof value === "number" && value <= 0)) continue;
    throw new FileError(
      path,
      `is of a model that ${what} (${key}), which llama-nb does not do`,
      "use a text model of Llama 3, 3.1, 3.2 or 3.3 with its weights in bfloat16",
    );
  }
}

/**
 * The number under the first of these keys that the file has, or undefined. null means absent, as in Meta's code.
 * @throws FileError if the value is not a number, or `isGood` refuses it
 */
function readNumber(
  path: string,
  raw: JsonObject,
  keys: readonly string[],
  wanted: string,
  isGood: (value: number) => boolean,
): number | undefined {
  const key = keys.find((candidate) => Object.hasOwn(raw, candidate) && raw[candidate] !== null);
  if (key === undefined) return undefined;
  const value = raw[key];
  if (typeof value === "number" && isGood(value)) return value;
  throw new FileError(path, `${key} is ${show(value)}, not ${wanted}`, downloadAgain);
}

/** A value of the file as an error shows it. */
function show(value: unknown): string {
  if (typeof value === "number") return String(value);
  return quote(typeof value === "string" ? value : JSON.stringify(value));
}

function positive(path: string, raw: JsonObject, keys: readonly string[], most: number): number | undefined {
  return readNumber(
    path,
    raw,
    keys,
    `a number above 0, up to ${most}`,
    (value) => value > 0 && value <= most,
  );
}

function checkHeads(path: string, dim: number, nHeads: number, nKvHeads: number, headDim?: number): void {
  const wrong = (problem: string) => new FileError(path, problem, downloadAgain);
  if (dim % nHeads !== 0) throw wrong(`dim ${dim} is not a multiple of n_heads ${nHeads}`);
  if (nHeads % nKvHeads !== 0) {
    throw wrong(`n_heads ${nHeads} is not a multiple of n_kv_heads ${nKvHeads}`);
  }
  if ((dim / nHeads) % 2 !== 0)
    throw wrong(`dim / n_heads is ${dim / nHeads}, but RoPE needs an even number`);
  if (headDim !== undefined && headDim !== dim / nHeads) {
    throw wrong(`head_dim is ${headDim}, but dim / n_heads is ${dim / nHeads}`);
  }
}

/**
 * The factors of scaled RoPE. The file of Llama 3.1 has only `use_scaled_rope`; the factors are in `apply_scaling` of
 * Meta's model.py. The keys are those of models/llama4/args.py and of `apply_scaling`.
 */
function readRopeScaling(
  path: string,
  raw: JsonObject,
  dim: number,
  nLayers: number,
): RopeScaling | undefined {
  const isScaled = raw.use_scaled_rope ?? false;
  if (typeof isScaled !== "boolean") {
    throw new FileError(path, `use_scaled_rope is ${show(isScaled)}, not true or false`, downloadAgain);
  }
  const factor = positive(path, raw, ["rope_scaling_factor", "scale_factor"], 1024);
  const low = positive(path, raw, ["rope_low_freq_factor", "low_freq_factor"], 1024) ?? 1;
  const high = positive(path, raw, ["rope_high_freq_factor", "high_freq_factor"], 1024) ?? 4;
  const original = positive(path, raw, ["original_context_length", "old_context_len"], 2 ** 24) ?? 8192;
  if (!isScaled) return undefined;
  if (low >= high) {
    throw new FileError(path, `RoPE's low factor ${low} is not below its high factor ${high}`, downloadAgain);
  }
  return {
    factor: factor ?? usualFactor(dim, nLayers),
    lowFrequencyFactor: low,
    highFrequencyFactor: high,
    originalContext: original,
  };
}

/**
 * 8, except in the two small models of Llama 3.2: there it is 32. Their params.json does not say so, so they are
 * recognized by their size. Source: issues 166 and 241 of github.com/meta-llama/llama-models, and config.json of
 * Llama-3.2-1B on Hugging Face.
 */
function usualFactor(dim: number, nLayers: number): number {
  const is1B = dim === 2048 && nLayers === 16;
  const is3B = dim === 3072 && nLayers === 28;
  return is1B || is3B ? 32 : 8;
}
