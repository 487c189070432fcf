import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { RotaryTable } from "../tensor/operations/rotate.ts";
import type { Activation } from "./activation.ts";
import type { KeyValueCache } from "./key-value-cache.ts";

/** A weight matrix at work: y = x Wᵀ, from [tokens, in] into `out` [tokens, out], which is returned. */
export type Linear = (x: Activation, out: Activation) => Activation;

/** A norm at work: each token's vector of `x` [tokens, dim], normalised into `out` [tokens, dim], which is returned. */
export type Norm = (x: Activation, out: Activation) => Activation;

/** An embedding table at work: the row of each token, into `out` [tokens, dim], which is returned. */
export type Embedding = (tokens: ArrayLike<number>, out: Activation) => Activation;

/**
 * Who does the arithmetic. All ranks of a team run the same calls in the same order; each call computes this rank's
 * share of the result, and the ranks meet before one reads what another wrote (`Exchange`). The network is written
 * once against this interface, in `model/`.
 */
export interface Engine {
  /** A matrix of the checkpoint [out, in]; this rank keeps a share of its rows. */
  linear(weight: TensorInfo): Linear;
  /** RMSNorm by a vector of the checkpoint [dim]. Every rank computes all of it, so `out` is private. */
  rmsNorm(weight: TensorInfo, eps: number): Norm;
  /** A table of the checkpoint [vocabulary, dim]. */
  embedding(table: TensorInfo): Embedding;
  /** Turns the heads of x [tokens, heads, headDim] in place by their positions, the first token's being `first`. */
  rotate(x: Activation, table: RotaryTable, first: number): Activation;
  /** Keeps the tokens' keys and values [tokens, kvHeads, headDim] in a layer's cache, from position `first` on. */
  remember(cache: KeyValueCache, keys: Activation, values: Activation, first: number): void;
  /** Causal attention of the queries [tokens, heads, headDim] over a layer's cache, into `out` of the same shape. */
  attention(queries: Activation, cache: KeyValueCache, first: number, out: Activation): Activation;
  /** silu(gate) × up into `gate`, both [tokens, hidden]. */
  swiglu(gate: Activation, up: Activation): Activation;
  /** x + y into `x`, both [tokens, dim]. */
  add(x: Activation, y: Activation): Activation;
  /**
   * Makes copies of weights that are still pages of the file, at least so many bytes of them, if the engine reads copies
   * faster and was asked to. No rank needs to wait for another.
   */
  copyWeights(bytes: number): void;
  /** Whether some weights are still pages of the file. */
  readonly hasPages: boolean;
  /** Waits until every rank has written its share of all that came before. */
  meet(): void;
}
