import { share } from "../engine/share.ts";
import type { Compute } from "./kernels.ts";
import type { Places } from "./network/places.ts";
import { learningRate, type TrainingSettings } from "./settings.ts";

/** A stretch of parameters that one rank updates; all of them are of one parameter. */
export interface Chunk {
  readonly offset: number;
  readonly size: number;
  readonly isDecayed: boolean;
}

// A sum of squares in float32 must not grow long; and the work must be shared out evenly
const largestChunk = 4096;

/** The parameters in stretches, the same for any number of ranks, so that sums over them are too. */
export function chunksOf({ parameters }: Places): Chunk[] {
  return parameters.flatMap(({ offset, size, isDecayed }) => {
    return Array.from({ length: Math.ceil(size / largestChunk) }, (_, i) => ({
      offset: offset + i * largestChunk,
      size: Math.min(largestChunk, size - i * largestChunk),
      isDecayed,
    }));
  });
}

/** The chunks [from, to) of a rank. */
export function chunksOfRank(chunks: readonly Chunk[], team: { rank: number; size: number }) {
  return share(chunks.length, 1, team);
}

/** Adds up the shards' gradients of the chunks [from, to), and notes the sum of squares of each. */
export function sumGradients(
  { kernels }: Compute,
  places: Places,
  shards: number,
  chunks: readonly Chunk[],
  [from, to]: readonly [number, number],
  squares: Float64Array,
): void {
  for (let c = from; c < to; c++) {
    const { offset, size } = chunks[c];
    squares[c] = kernels.sumShards(places.gradients + offset * 4, places.shardBytes, shards, size);
  }
}

/**
 * A step of AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) for the chunks [from, to), with a
 * gradient that is shortened to at most `clip` (Pascanu and others, "On the difficulty of training recurrent neural
 * networks", 2013).
 * @param step from 0
 * @param norm length of the whole gradient
 */
export function updateWeights(
  { kernels }: Compute,
  places: Places,
  settings: TrainingSettings,
  chunks: readonly Chunk[],
  [from, to]: readonly [number, number],
  step: number,
  norm: number,
): void {
  const { beta1, beta2, eps, weightDecay, clip } = settings;
  const rate = learningRate(step, settings);
  const shortening = norm > clip ? clip / norm : 1;
  const firstCorrection = 1 - beta1 ** (step + 1);
  const secondCorrection = 1 - beta2 ** (step + 1);
  for (let c = from; c < to; c++) {
    const { offset, size, isDecayed } = chunks[c];
    const at = offset * 4;
    kernels.adamw(
      ...([places.weights + at, places.gradients + at, places.m + at, places.v + at, size] as const),
      ...([shortening, beta1, beta2] as const),
      isDecayed ? 1 - rate * weightDecay : 1,
      rate / firstCorrection,
      1 / Math.sqrt(secondCorrection),
      eps,
    );
  }
}
