import type { Tensor } from "../tensor.ts";
import { dot } from "./dot.ts";
import { softmax } from "./softmax.ts";

/**
 * Causal attention with grouped queries (Vaswani et al., "Attention Is All You Need", 2017; Ainslie et al., "GQA",
 * 2023): every token looks at itself and all positions before it. A head's query is compared with each position's key,
 * the softmax of these scores says how much of each position's value goes into the answer. Several query heads share
 * one key and value head: head h reads h / (heads / kvHeads), rounded down.
 * @param queries [tokens, heads, headDim]
 * @param keys [positions, kvHeads, headDim], those of the tokens included
 * @param values [positions, kvHeads, headDim]
 * @param first position of the first token
 * @param scores scratch, a number for each position
 * @param out [tokens, heads, headDim]
 */
export function attention(
  queries: Tensor<Float32Array>,
  keys: Tensor<Float32Array>,
  values: Tensor<Float32Array>,
  first: number,
  scores: Float32Array,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const [tokens, heads, headDim] = queries.shape;
  const queriesPerKey = heads / keys.shape[1];
  const scale = 1 / Math.sqrt(headDim);
  for (let t = 0; t < tokens; t++) {
    const positions = first + t + 1;
    for (let h = 0; h < heads; h++) {
      const query = queries.offset + t * queries.strides[0] + h * queries.strides[1];
      const answer = out.offset + t * out.strides[0] + h * out.strides[1];
      const kv = Math.floor(h / queriesPerKey);
      const key = keys.offset + kv * keys.strides[1];
      const value = values.offset + kv * values.strides[1];
      for (let p = 0; p < positions; p++) {
        scores[p] = dot(queries.data, query, keys.data, key + p * keys.strides[0], headDim) * scale;
      }
      softmax(scores, 0, positions);
      out.data.fill(0, answer, answer + headDim);
      for (let p = 0; p < positions; p++) {
        const share = scores[p];
        const at = value + p * values.strides[0];
        for (let i = 0; i < headDim; i++) out.data[answer + i] += share * values.data[at + i];
      }
    }
  }
  return out;
}
