import { createRandom } from "../../generate/random.ts";
import { noTarget } from "../operations/cross-entropy.ts";
import { type Samples, sharedIntegers } from "./samples.ts";
import type { Sequence } from "./sequences.ts";

/** Sequences that are computed together, one behind the other. */
export interface Batch {
  /** A multiple of 4. */
  readonly tokens: Int32Array;
  readonly targets: Int32Array;
  readonly sequences: readonly Sequence[];
}

/** Which samples make up each batch. */
export interface BatchPlan {
  /** Numbers of samples. */
  readonly samples: Int32Array;
  /** Where each batch begins in `samples`, and behind them where the last ends. */
  readonly starts: Int32Array;
}

/** How many samples are looked through for one that still fits a batch. */
const lookahead = 32;

/**
 * Fills batches with samples: every epoch has each sample once, in a new order. A batch takes the next sample of those
 * at hand that fits, so that few places stay empty.
 * @param capacity tokens of a batch
 */
export function planBatches(samples: Samples, batches: number, capacity: number, seed: number): BatchPlan {
  const next = endlessOrder(samples.starts.length - 1, createRandom(seed));
  const waiting = Array.from({ length: lookahead }, next);
  const chosen: number[] = [];
  const starts = sharedIntegers(batches + 1);
  for (let batch = 0; batch < batches; batch++) {
    let room = capacity;
    for (;;) {
      const index = waiting.findIndex((sample) => lengthOf(samples, sample) <= room);
      if (index < 0) break;
      const [sample] = waiting.splice(index, 1);
      waiting.push(next());
      chosen.push(sample);
      room -= lengthOf(samples, sample);
    }
    starts[batch + 1] = chosen.length;
  }
  const planned = sharedIntegers(chosen.length);
  planned.set(chosen);
  return { samples: planned, starts };
}

/** Every sample once, in order, in as many batches as that takes. */
export function planOnce(samples: Samples, capacity: number): BatchPlan {
  const count = samples.starts.length - 1;
  const starts = [0];
  let room = capacity;
  for (let sample = 0; sample < count; sample++) {
    const length = lengthOf(samples, sample);
    if (length > room) {
      starts.push(sample);
      room = capacity;
    }
    room -= length;
  }
  starts.push(count);
  const planned = sharedIntegers(count);
  planned.set(Array.from({ length: count }, (_, n) => n));
  const shared = sharedIntegers(starts.length);
  shared.set(starts);
  return { samples: planned, starts: shared };
}

/** Puts a batch together. */
export function batchOf(samples: Samples, plan: BatchPlan, batch: number): Batch {
  const chosen = plan.samples.subarray(plan.starts[batch], plan.starts[batch + 1]);
  const length = chosen.reduce((sum, sample) => sum + lengthOf(samples, sample), 0);
  const tokens = new Int32Array(length);
  const targets = new Int32Array(length);
  const sequences: Sequence[] = [];
  let at = 0;
  for (const sample of chosen) {
    const from = samples.starts[sample];
    const to = samples.starts[sample + 1];
    tokens.set(samples.tokens.subarray(from, to), at);
    targets.set(samples.targets.subarray(from, to), at);
    sequences.push({ from: at, length: to - from });
    at += to - from;
  }
  return { tokens, targets, sequences };
}

/** How many tokens of the batches [from, to) have a target. */
export function countTargets(samples: Samples, plan: BatchPlan, from: number, to: number): number {
  let count = 0;
  for (const sample of plan.samples.subarray(plan.starts[from], plan.starts[to])) {
    for (let t = samples.starts[sample]; t < samples.starts[sample + 1]; t++) {
      if (samples.targets[t] !== noTarget) count++;
    }
  }
  return count;
}

function lengthOf({ starts }: Samples, sample: number): number {
  return starts[sample + 1] - starts[sample];
}

/** The numbers below `count` in a random order, then in another, and so on. */
function endlessOrder(count: number, random: () => number): () => number {
  const order = Array.from({ length: count }, (_, n) => n);
  let at = count;
  return () => {
    if (at === count) {
      shuffle(order, random);
      at = 0;
    }
    return order[at++];
  };
}

/** Every order is equally likely (Fisher and Yates, 1938). */
function shuffle(values: number[], random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [values[i], values[j]] = [values[j], values[i]];
  }
}
