import type { Params } from "../checkpoint/params.ts";
import { FileError } from "../common/errors.ts";
import type { RopeScaling } from "../tensor/rope-frequencies.ts";

/** The sizes and constants of a network. */
export interface ModelConfig {
  /** Width of the residual stream. */
  readonly dim: number;
  readonly nLayers: number;
  /** Query heads. */
  readonly nHeads: number;
  /** Key and value heads; each serves nHeads / nKvHeads query heads. */
  readonly nKvHeads: number;
  /** Numbers of a head: dim / nHeads, an even number. */
  readonly headDim: number;
  /** Width inside the feed-forward layers. */
  readonly hiddenDim: number;
  readonly vocabSize: number;
  readonly normEps: number;
  readonly ropeTheta: number;
  readonly ropeScaling: RopeScaling | undefined;
  /** How many tokens the model was made for. */
  readonly maxContext: number;
}

// Meta's model cards: 8k for Llama 3, 128k since 3.1, the first with scaled RoPE
const context = 8192;
const scaledContext = 131_072;

/**
 * The network that params.json describes.
 * @param tokenizerSize tokens of the tokenizer, for a file that leaves `vocab_size` to it
 * @throws FileError when that is needed and missing, or the feed-forward layers would be empty
 */
export function modelConfig(params: Params, tokenizerSize?: number): ModelConfig {
  const vocabSize = params.vocabSize ?? tokenizerSize;
  if (vocabSize === undefined) {
    throw new FileError(
      params.path,
      "vocab_size is missing or -1",
      "write there how many tokens the tokenizer has",
    );
  }
  return {
    dim: params.dim,
    nLayers: params.nLayers,
    nHeads: params.nHeads,
    nKvHeads: params.nKvHeads,
    headDim: params.dim / params.nHeads,
    hiddenDim: hiddenDim(params),
    vocabSize,
    normEps: params.normEps,
    ropeTheta: params.ropeTheta,
    ropeScaling: params.ropeScaling,
    maxContext: params.maxSeqLen ?? (params.ropeScaling === undefined ? context : scaledContext),
  };
}

/**
 * Two thirds of 4 × dim, times the multiplier, rounded up to a multiple of `multiple_of`. The order of rounding is that
 * of `FeedForward` in Meta's models/llama3/model.py.
 */
function hiddenDim({ path, dim, multipleOf, ffnDimMultiplier = 1 }: Params): number {
  const unrounded = Math.floor(ffnDimMultiplier * Math.floor((2 * 4 * dim) / 3));
  if (unrounded < 1) {
    throw new FileError(
      path,
      `ffn_dim_multiplier ${ffnDimMultiplier} leaves nothing of a layer`,
      "download it again",
    );
  }
  return multipleOf * Math.ceil(unrounded / multipleOf);
}
