import type { Sequence } from "../data/sequences.ts";
import * as operation from "../operations/attention.ts";
import { linear, linearBackward } from "../operations/linear.ts";
import { rotate, rotateBackward } from "../operations/rotate.ts";
import { clear, type Matrix } from "./matrix.ts";
import type { Network } from "./network-state.ts";
import type { LayerParameters } from "./parameters.ts";
import type { LayerTape, Tape } from "./tape.ts";

/** The attention of a block, from `saved.attentionInput`. @returns [tokens, dim] */
export function attention(
  { compute, config, rotation }: Network,
  layer: LayerParameters,
  saved: LayerTape,
  { projected, scratch }: Tape,
  sequences: readonly Sequence[],
): Matrix {
  const shape = { heads: config.nHeads, kvHeads: config.nKvHeads, headDim: config.headDim };
  const x = saved.attentionInput;
  const q = linear(compute, x, layer.wq, saved.q); // [tokens, nHeads × headDim]
  const k = linear(compute, x, layer.wk, saved.k); // [tokens, nKvHeads × headDim]
  const v = linear(compute, x, layer.wv, saved.v); // [tokens, nKvHeads × headDim]
  rotate(compute, q, sequences, rotation);
  rotate(compute, k, sequences, rotation);
  const { probabilities, attended } = saved;
  operation.attention(compute, shape, sequences, { q, k, v }, probabilities, scratch.left, attended);
  return linear(compute, attended, layer.wo, projected); // [tokens, dim]
}

/** From the gradient of the block's h, `gradient.x`, to that of `saved.attentionInput`, added to `gradient.normed`. */
export function attentionBackward(
  { compute, config, rotation }: Network,
  layer: LayerParameters,
  saved: LayerTape,
  { gradient, scratch }: Tape,
  sequences: readonly Sequence[],
  gradients: LayerParameters,
): void {
  const shape = { heads: config.nHeads, kvHeads: config.nKvHeads, headDim: config.headDim };
  const { x: dy, normed: dx, attended: dAttended, q: dq, k: dk, v: dv } = gradient;
  const x = saved.attentionInput;
  clear(compute.floats, dAttended, dq, dk, dv);
  linearBackward(compute, scratch, dy, saved.attended, layer.wo, dAttended, gradients.wo);
  operation.attentionBackward(
    compute,
    shape,
    sequences,
    dAttended,
    saved, // its q, k and v
    saved.probabilities,
    scratch,
    gradient, // its q, k and v
  );
  rotateBackward(compute, dq, sequences, rotation);
  rotateBackward(compute, dk, sequences, rotation);
  linearBackward(compute, scratch, dq, x, layer.wq, dx, gradients.wq);
  linearBackward(compute, scratch, dk, x, layer.wk, dx, gradients.wk);
  linearBackward(compute, scratch, dv, x, layer.wv, dx, gradients.wv);
}
