import { roundUp } from "../../common/round-up.ts";
import type { Activation } from "../activation.ts";
import type { KeyValueCache } from "../key-value-cache.ts";
import { cacheLine } from "../memory-limits.ts";
import type { Kernels } from "./kernels.ts";

/** Queries that the kernel takes at once. */
const lanes = 4;

/** Bytes of scratch that attention needs at the end of a cache's memory, for every rank: whole cache lines. */
export function attentionScratch(headDim: number, context: number): number {
  return roundUp(lanes * (2 * headDim + context) * 4, cacheLine);
}

/** A rank's kernel over the memory of some layers' caches. */
export class AttentionKernel {
  private readonly floats: Float32Array;

  /** @param scratch byte address of this rank's scratch in that memory */
  constructor(
    buffer: ArrayBufferLike,
    private readonly kernels: Kernels,
    private readonly scratch: number,
  ) {
    this.floats = new Float32Array(buffer);
  }

  /**
   * Causal attention of the query heads [from, to), which all read key head `kv`. The queries of all tokens go through
   * the kernel four by four, in the order of their positions.
   */
  attend(
    queries: Activation,
    cache: KeyValueCache,
    kv: number,
    [from, to]: readonly [number, number],
    first: number,
    out: Activation,
  ): void {
    const { floats, kernels, scratch } = this;
    const { keys, values } = cache;
    const [tokens, , headDim] = queries.tensor.shape;
    const heads = to - from;
    const q = scratch / 4;
    const answer = q + lanes * headDim;
    const scores = scratch + lanes * 2 * headDim * 4;
    const keyBytes = keys.data.byteOffset + (keys.offset + kv * keys.strides[1]) * 4;
    const valueBytes = values.data.byteOffset + (values.offset + kv * values.strides[1]) * 4;
    const scale = 1 / Math.sqrt(headDim);
    const total = tokens * heads;
    for (let query = 0; query < total; query += lanes) {
      // The kernel always takes 4 queries: where fewer are left, the last one is repeated
      for (let lane = 0; lane < lanes; lane++) {
        const index = Math.min(query + lane, total - 1);
        const source = queries.row(Math.floor(index / heads));
        const at = (from + (index % heads)) * headDim;
        const target = q + lane * headDim;
        for (let i = 0; i < headDim; i++) floats[target + i] = source[at + i] * scale;
      }
      const sees = (lane: number) => first + Math.floor(Math.min(query + lane, total - 1) / heads) + 1;
      kernels.attend(
        scratch,
        keyBytes,
        valueBytes,
        scores,
        answer * 4,
        headDim,
        sees(0),
        sees(1),
        sees(2),
        sees(3),
      );
      for (let lane = 0; lane < lanes && query + lane < total; lane++) {
        const index = query + lane;
        const target = out.row(Math.floor(index / heads));
        const at = (from + (index % heads)) * headDim;
        const source = answer + lane * headDim;
        for (let i = 0; i < headDim; i++) target[at + i] = floats[source + i];
      }
    }
  }
}
