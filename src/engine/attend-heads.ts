import { attention } from "../tensor/operations/attention.ts";
import type { Activation, Range } from "./activation.ts";
import type { KeyValueCache } from "./key-value-cache.ts";

/**
 * Causal attention, by the operation of `tensor/`, of some query heads that all read key and value head `kv`.
 * @param first position of the first token
 * @param scores scratch, a number for each position
 */
export function attendHeads(
  queries: Activation,
  [from, to]: Range,
  cache: KeyValueCache,
  kv: number,
  first: number,
  scores: Float32Array,
  out: Activation,
): void {
  const keys = cache.keys.slice(1, kv, kv + 1);
  const values = cache.values.slice(1, kv, kv + 1);
  attention(queries.tensor.slice(1, from, to), keys, values, first, scores, out.tensor.slice(1, from, to));
}
