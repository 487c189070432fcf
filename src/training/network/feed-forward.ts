import type { Compute } from "../kernels.ts";
import { linear, linearBackward } from "../operations/linear.ts";
import { swiglu, swigluBackward } from "../operations/swiglu.ts";
import { clear, type Matrix } from "./matrix.ts";
import type { LayerParameters } from "./parameters.ts";
import type { LayerTape, Tape } from "./tape.ts";

/** The feed-forward part of a block, w2(silu(w1 x) × w3 x), from `saved.ffnInput`. @returns [tokens, dim] */
export function feedForward(
  compute: Compute,
  layer: LayerParameters,
  saved: LayerTape,
  { projected }: Tape,
): Matrix {
  const gate = linear(compute, saved.ffnInput, layer.w1, saved.gate); // [tokens, hiddenDim]
  const up = linear(compute, saved.ffnInput, layer.w3, saved.up); // [tokens, hiddenDim]
  const hidden = swiglu(compute, gate, up, saved.hidden); // [tokens, hiddenDim]
  return linear(compute, hidden, layer.w2, projected); // [tokens, dim]
}

/** From the gradient of the block's output, `gradient.x`, to that of `saved.ffnInput`, added to `gradient.normed`. */
export function feedForwardBackward(
  compute: Compute,
  layer: LayerParameters,
  saved: LayerTape,
  { gradient, scratch }: Tape,
  gradients: LayerParameters,
): void {
  const { x: dy, normed: dx, hidden: dHidden, gate: dGate, up: dUp } = gradient;
  clear(compute.floats, dHidden);
  linearBackward(compute, scratch, dy, saved.hidden, layer.w2, dHidden, gradients.w2);
  swigluBackward(compute, dHidden, saved.gate, saved.up, dGate, dUp);
  linearBackward(compute, scratch, dGate, saved.ffnInput, layer.w1, dx, gradients.w1);
  linearBackward(compute, scratch, dUp, saved.ffnInput, layer.w3, dx, gradients.w3);
}
