import type { Activation } from "../engine/activation.ts";
import type { Engine } from "../engine/engine.ts";
import type { KeyValueCache } from "../engine/key-value-cache.ts";
import type { RotaryTable } from "../tensor/operations/rotate.ts";
import type { BatchBuffers } from "./buffers.ts";
import type { LayerWeights } from "./weights.ts";

/**
 * The attention of a block (`Attention` in Meta's models/llama3/model.py): each token asks (query), all tokens up to it
 * offer (key), and what matches is brought along (value).
 * @param x normed input [tokens, dim]
 * @param position of the first token
 * @returns [tokens, dim]
 */
export function attention(
  x: Activation,
  layer: LayerWeights,
  rotary: RotaryTable,
  cache: KeyValueCache,
  position: number,
  buffers: BatchBuffers,
  engine: Engine,
): Activation {
  const q = layer.wq(x, buffers.q); // [tokens, nHeads, headDim]
  const k = layer.wk(x, buffers.k); // [tokens, nKvHeads, headDim]
  const v = layer.wv(x, buffers.v); // [tokens, nKvHeads, headDim]
  engine.rotate(q, rotary, position);
  engine.rotate(k, rotary, position);
  engine.remember(cache, k, v, position);
  const attended = engine.attention(q, cache, position, buffers.attended); // [tokens, nHeads, headDim]
  return layer.wo(attended, buffers.projected); // [tokens, dim]
}
