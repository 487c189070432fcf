import { roundUp } from "../common/round-up.ts";
import { elementCount } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { newRegion, type Range, type Region } from "./activation.ts";
import { cacheLine } from "./memory-limits.ts";

/** The shape of one layer's cache. */
export interface CacheShape {
  readonly nKvHeads: number;
  readonly headDim: number;
}

/**
 * The KV cache of one layer: the keys and values of all positions so far, kept so that a new token costs only its own.
 * In memory the positions of a head follow one another, which is the order that attention reads them in.
 */
export interface KeyValueCache {
  /** [positions, kvHeads, headDim] */
  readonly keys: Tensor<Float32Array>;
  /** [positions, kvHeads, headDim] */
  readonly values: Tensor<Float32Array>;
  readonly region: Region;
}

/** Bytes of one layer's cache. */
export function cacheBytes(shape: CacheShape, context: number): number {
  return 2 * halfBytes(shape, context);
}

/** A layer's cache in a memory, from a byte offset on. */
export function keyValueCache(
  shape: CacheShape,
  context: number,
  buffer: ArrayBufferLike,
  offset: number,
): KeyValueCache {
  const stored = [shape.nKvHeads, context, shape.headDim];
  const view = (at: number) =>
    Tensor.float32(stored, new Float32Array(buffer, at, elementCount(stored))).transpose(0, 1);
  return {
    keys: view(offset),
    values: view(offset + halfBytes(shape, context)),
    region: newRegion(false),
  };
}

/**
 * Copies some heads of tokens [tokens, heads, headDim] to the positions from `first` on of a cache's keys or values.
 * @throws RangeError when the cache ends before that
 */
export function appendHeads(
  source: Tensor<Float32Array>,
  target: Tensor<Float32Array>,
  first: number,
  [from, to]: Range,
): void {
  const [tokens, , headDim] = source.shape;
  if (first + tokens > target.shape[0]) {
    throw new RangeError(`position ${first + tokens - 1} is out of bounds`);
  }
  for (let t = 0; t < tokens; t++) {
    for (let h = from; h < to; h++) {
      const at = source.offset + t * source.strides[0] + h * source.strides[1];
      const place = target.offset + (first + t) * target.strides[0] + h * target.strides[1];
      for (let i = 0; i < headDim; i++) target.data[place + i] = source.data[at + i];
    }
  }
}

/** Bytes of the keys, or of the values: whole cache lines. */
function halfBytes({ nKvHeads, headDim }: CacheShape, context: number): number {
  return roundUp(elementCount([nKvHeads, context, headDim]) * Float32Array.BYTES_PER_ELEMENT, cacheLine);
}
