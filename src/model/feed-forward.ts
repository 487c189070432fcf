import type { Activation } from "../engine/activation.ts";
import type { Engine } from "../engine/engine.ts";
import type { BatchBuffers } from "./buffers.ts";
import type { LayerWeights } from "./weights.ts";

/**
 * The feed-forward part of a block, w2(silu(w1 x) × w3 x) (`FeedForward` in Meta's models/llama3/model.py).
 * @param x normed input [tokens, dim]
 * @returns [tokens, dim]
 */
export function feedForward(
  x: Activation,
  layer: LayerWeights,
  buffers: BatchBuffers,
  engine: Engine,
): Activation {
  const gate = layer.w1(x, buffers.gate); // [tokens, hiddenDim]
  const up = layer.w3(x, buffers.up); // [tokens, hiddenDim]
  return layer.w2(engine.swiglu(gate, up), buffers.projected); // [tokens, dim]
}
