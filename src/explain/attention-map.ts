import type { KeyValueCache } from "../engine/key-value-cache.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import type { ModelConfig } from "../model/config.ts";
import { dot } from "../tensor/operations/dot.ts";
import { softmax } from "../tensor/operations/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { readAndLook } from "./reading.ts";

/** What a head looks at: row i says how token i shares its attention out among the tokens 0 to i. */
export interface AttentionMap {
  readonly type: "attention";
  readonly layer: number;
  readonly head: number;
  /** Row i has i + 1 shares that add up to 1. */
  readonly weights: readonly (readonly number[])[];
}

/** The attention of one token in one head. */
export interface AttentionRow {
  readonly layer: number;
  readonly head: number;
  readonly position: number;
  /** Its shares of the positions 0 to `position`. */
  readonly shares: Float32Array;
}

/** Bytes of rotated queries that are kept at once, at most: with more, the prompt is read several times. */
const queryBytes = 2 ** 29;

/** The key and value head that a query head reads. */
export function kvHeadOf(
  head: number,
  { nHeads, nKvHeads }: Pick<ModelConfig, "nHeads" | "nKvHeads">,
): number {
  return Math.floor((head * nKvHeads) / nHeads);
}

/**
 * How well a query matches the positions up to its own: q · k / √headDim (Vaswani et al., "Attention Is All You Need", 2017).
 * @param query [headDim], rotated
 * @param keys [positions, kvHeads, headDim], rotated
 * @param kv which key head the query reads
 * @param position of the query
 */
export function attentionScores(
  query: Float32Array,
  { keys }: Pick<KeyValueCache, "keys">,
  kv: number,
  position: number,
): Float32Array {
  const [, , headDim] = keys.shape;
  const scores = new Float32Array(position + 1);
  const scale = 1 / Math.sqrt(headDim);
  for (let p = 0; p <= position; p++) {
    const at = keys.offset + p * keys.strides[0] + kv * keys.strides[1];
    scores[p] = dot(query, 0, keys.data, at, headDim) * scale;
  }
  return scores;
}

/**
 * The attention of a prompt, computed again from the queries and keys of a forward pass by the plain operations.
 * @param layers those to look at
 * @param heads those to look at
 * @yields token by token for each head, head by head, layer by layer
 */
export async function* attentionRows(
  model: LanguageModel,
  ids: readonly number[],
  layers: readonly number[],
  heads: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<AttentionRow, void, void> {
  const { config } = model.transformer;
  const bytesPerLayer = ids.length * config.nHeads * config.headDim * 4;
  const atOnce = Math.max(1, Math.floor(queryBytes / bytesPerLayer));
  for (let from = 0; from < layers.length; from += atOnce) {
    const group = layers.slice(from, from + atOnce);
    const queries = await rotatedQueries(model, ids, group, signal);
    for (const layer of group) {
      for (const head of heads) yield* headRows(model, layer, head, queries.get(layer) ?? []);
    }
  }
}

/** The maps of a prompt, for {@link attentionRows}' arguments. */
export async function* attentionMaps(
  model: LanguageModel,
  ids: readonly number[],
  layers: readonly number[],
  heads: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<AttentionMap, void, void> {
  let weights: number[][] = [];
  for await (const { layer, head, position, shares } of attentionRows(model, ids, layers, heads, signal)) {
    weights.push([...shares]);
    if (position < ids.length - 1) continue;
    yield { type: "attention", layer, head, weights };
    weights = [];
  }
}

/** Of each layer, the queries of every part of the prompt [tokens, heads, headDim]. */
async function rotatedQueries(
  model: LanguageModel,
  ids: readonly number[],
  layers: readonly number[],
  signal?: AbortSignal,
): Promise<Map<number, Tensor<Float32Array>[]>> {
  const queries = new Map<number, Tensor<Float32Array>[]>();
  const steps = new RegExp(`^layers\\.(${layers.join("|")})\\.attention\\.q$`);
  for await (const { observations } of readAndLook(model, ids, { steps, tokens: "all" }, signal)) {
    for (const { step, result } of observations) {
      const layer = Number(step.split(".")[1]);
      queries.set(layer, [...(queries.get(layer) ?? []), result]);
    }
  }
  return queries;
}

function* headRows(
  { transformer }: LanguageModel,
  layer: number,
  head: number,
  parts: readonly Tensor<Float32Array>[],
): Generator<AttentionRow, void, void> {
  const { config, caches } = transformer;
  const kv = kvHeadOf(head, config);
  let position = 0;
  for (const part of parts) {
    for (let t = 0; t < part.shape[0]; t++) {
      const query = part
        .select(0, t)
        .slice(0, head, head + 1)
        .toFloat32().data;
      const shares = attentionScores(query, caches[layer], kv, position);
      softmax(shares, 0, shares.length);
      yield { layer, head, position, shares };
      position++;
    }
  }
}
