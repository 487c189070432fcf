import { idOf, selectHighest } from "./ranking.ts";

/** A token and the natural logarithm of its probability. */
export interface TokenLogProbability {
  id: number;
  logprob: number;
}

/**
 * ln of the sum of exp(logit), which is the logarithm of what softmax divides by. It takes one pass over the logits, and
 * {@link logProbability} and {@link topLogProbabilities} need no further pass for it. The largest logit is subtracted
 * first, so that exp cannot overflow. NaN counts as -Infinity, as in sampling.
 * @param logits [vocab], before any temperature
 * @returns -Infinity when every logit is NaN or -Infinity, Infinity when one is Infinity
 */
export function logSumExp(logits: Float32Array): number {
  let max = -Infinity;
  for (let id = 0; id < logits.length; id++) if (logits[id] > max) max = logits[id];
  if (!Number.isFinite(max)) return max;
  let sum = 0;
  for (let id = 0; id < logits.length; id++) if (logits[id] > -Infinity) sum += Math.exp(logits[id] - max);
  return max + Math.log(sum);
}

/**
 * ln of the probability that softmax of the logits gives a token, in float64.
 * @param logits [vocab], before any temperature
 * @param normalizer {@link logSumExp} of the same logits
 */
export function logProbability(logits: Float32Array, id: number, normalizer: number): number {
  return logits[id] - normalizer;
}

/**
 * The k most probable tokens, the most probable first; of equal ones the lowest id first.
 * @param logits [vocab], before any temperature
 * @param normalizer {@link logSumExp} of the same logits
 * @returns fewer than k if fewer logits are numbers above -Infinity
 */
export function topLogProbabilities(
  logits: Float32Array,
  k: number,
  normalizer: number,
): TokenLogProbability[] {
  const keys = new Float64Array(Math.min(k, logits.length));
  const count = selectHighest(logits, keys);
  return Array.from(keys.subarray(0, count), (key) => {
    const id = idOf(key);
    return { id, logprob: logProbability(logits, id, normalizer) };
  });
}
