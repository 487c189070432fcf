import { UserError } from "../common/errors.ts";
import { areOff, type Penalties, penalize } from "./penalties.ts";
import { createRandom, randomSeed } from "./random.ts";
import { idOf, rankKey, selectHighest } from "./ranking.ts";

/** How the next token is chosen. Temperature 0, the default of the command line, ignores the rest. */
export interface SamplerOptions {
  /** Divides the logits: below 1 sharpens the distribution, above 1 flattens it. 0: the most probable token. */
  temperature: number;
  /** Only the k most probable tokens. 0: off. */
  topK: number;
  /** Only the fewest most probable tokens that together reach this probability, 0 to 1. 1: off. */
  topP: number;
  /** Only tokens at least this many times as probable as the most probable one, 0 to 1. 0: off. */
  minP: number;
  /** An integer; the same one gives the same choices. Without it each sampler has its own. */
  seed?: number | bigint;
  /** Makes tokens less likely that occurred before. Off if left out. */
  penalties?: Penalties;
  /** Tokens that are never drawn. They do not affect the greedy choice, which is always that of the model. */
  excluded?: readonly number[];
}

/**
 * Chooses the id of the next token.
 * @param logits [vocab]; they stay as they are
 * @param history ids of prompt and answer so far, for the penalties; without it, none applies
 * @throws UserError when no token can be chosen
 */
export type Sampler = (logits: Float32Array, history?: readonly number[]) => number;

/** Whether options always choose the token with the largest logit, so that nothing is random. */
export function isGreedy({ temperature, topK, topP, minP }: SamplerOptions): boolean {
  return temperature === 0 || topK === 1 || topP === 0 || minP === 1;
}

/**
 * A function that chooses the next token.
 *
 * The steps, in order: penalties, logits / temperature, softmax, top-k, top-p, min-p, draw. Each filter sees what the
 * previous one left, with probabilities scaled up to add to 1 again, and all of them see the effect of the temperature.
 * It is the same in Meta's generation.py (softmax(logits / temperature), then top-p, its only filter) and in Hugging
 * Face's transformers (temperature, top-k, top-p, min-p). llama.cpp has the filters in the same order but the temperature
 * after them: there a high temperature does not let more tokens through. At temperature 1 it makes no difference.
 *
 * Of equal logits the lower id ranks first: top-k keeps exactly k, and if one token is left it is the greedy one.
 * Top-p keeps a token while those before it have not reached p (nucleus sampling, Holtzman et al. 2020). min-p
 * compares with the most probable token (Nguyen et al. 2024), and at 1 keeps that token alone.
 *
 * Logits that are NaN or -Infinity are never chosen; if some are +Infinity, the first of them is.
 * @throws RangeError for an option out of range
 */
export function createSampler(options: SamplerOptions): Sampler {
  check(options);
  const adjust = createAdjustment(options);
  const choose = isGreedy(options) ? argmax : createDraw(options);
  return (logits, history = []) => choose(adjust(logits, history));
}

/** A function that applies the penalties and, unless the choice is greedy, removes the excluded tokens: in a copy of the logits. */
function createAdjustment(
  options: SamplerOptions,
): (logits: Float32Array, history: readonly number[]) => Float32Array {
  const penalties =
    options.penalties === undefined || areOff(options.penalties) ? undefined : options.penalties;
  const excluded = isGreedy(options) ? [] : (options.excluded ?? []);
  if (penalties === undefined && excluded.length === 0) return (logits) => logits;
  let adjusted = new Float32Array(0); // kept from token to token
  return (logits, history) => {
    if (adjusted.length !== logits.length) adjusted = new Float32Array(logits.length);
    adjusted.set(logits);
    if (penalties !== undefined) penalize(adjusted, history, penalties);
    for (const id of excluded) adjusted[id] = -Infinity;
    return adjusted;
  };
}

/** A function that draws a token, once the logits are adjusted. */
function createDraw({
  temperature,
  topK,
  topP,
  minP,
  seed,
}: SamplerOptions): (logits: Float32Array) => number {
  const random = createRandom(seed ?? randomSeed());
  let weights = new Float64Array(0); // both are kept from token to token
  let keys = new Float64Array(0);

  return (logits) => {
    const best = argmax(logits);
    if (logits[best] === Infinity) return best;
    const vocab = logits.length;
    const limit = topK > 0 ? Math.min(topK, vocab) : vocab;
    if (weights.length !== vocab) {
      weights = new Float64Array(vocab);
      keys = new Float64Array(limit);
    }
    // A weight is a probability before the division by the sum of all; that of the most probable token is 1
    const weigh = (id: number) => Math.exp((logits[id] - logits[best]) / temperature);

    if (limit === vocab && topP === 1) return draw(weights, random() * weighAll(weigh, minP, weights));

    let count = 0;
    let total = 0;
    if (limit < vocab) {
      count = selectHighest(logits, keys);
      for (let rank = 0; rank < count; rank++) total += weigh(idOf(keys[rank]));
    } else {
      total = weighAll(weigh, 0, weights);
      // All tokens lighter than this together weigh less than (1 - p) of the total, so the others reach p without them
      const lightest = ((1 - topP) * total) / vocab;
      for (let id = 0; id < vocab; id++) if (weights[id] >= lightest) keys[count++] = rankKey(logits[id], id);
      keys.subarray(0, count).sort();
    }

    // Top-p and min-p each keep the first tokens of the falling order
    let mass = 0;
    for (let rank = 0; rank < count; rank++) {
      const weight = weigh(idOf(keys[rank]));
      if (weight < minP || mass >= topP * total) break;
      weights[rank] = weight;
      mass += weight;
    }
    return idOf(keys[draw(weights, random() * mass)]);
  };
}

/** Fills in every token's weight, 0 where it is NaN or below a minimum; returns their sum. */
function weighAll(weigh: (id: number) => number, minimum: number, weights: Float64Array): number {
  let sum = 0;
  for (let id = 0; id < weights.length; id++) {
    const weight = weigh(id);
    weights[id] = weight >= minimum ? weight : 0;
    sum += weights[id];
  }
  return sum;
}

/**
 * Greedy choice: the id of the largest logit, of equal ones the lowest id.
 * @param logits [vocab]
 * @throws UserError when every logit is NaN or -Infinity
 */
export function argmax(logits: Float32Array): number {
  let best = -1;
  let max = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    if (logits[id] > max) {
      max = logits[id];
      best = id;
    }
  }
  if (best < 0) {
    throw new UserError(
      "the model gave no usable logits (all are NaN or -Infinity); its weights may be damaged, fetch them again",
    );
  }
  return best;
}

/** The index at which the running sum of the weights first exceeds a target below the sum of all. */
function draw(weights: Float64Array, target: number): number {
  let index = 0;
  let sum = weights[0];
  while (sum <= target) sum += weights[++index];
  return index;
}

function check({ temperature, topK, topP, minP, penalties }: SamplerOptions): void {
  if (!(temperature >= 0 && temperature < Infinity))
    throw new RangeError(`temperature ${temperature} is not 0 or more`);
  if (!(Number.isInteger(topK) && topK >= 0))
    throw new RangeError(`top-k ${topK} is not a whole number from 0 up`);
  if (!(topP >= 0 && topP <= 1)) throw new RangeError(`top-p ${topP} is not from 0 to 1`);
  if (!(minP >= 0 && minP <= 1)) throw new RangeError(`min-p ${minP} is not from 0 to 1`);
  if (penalties === undefined) return;
  const { repeat, presence, frequency, lastTokens } = penalties;
  if (!(repeat > 0 && repeat < Infinity)) throw new RangeError(`repeat penalty ${repeat} is not above 0`);
  if (!Number.isFinite(presence)) throw new RangeError(`presence penalty ${presence} is not a number`);
  if (!Number.isFinite(frequency)) throw new RangeError(`frequency penalty ${frequency} is not a number`);
  if (!(Number.isInteger(lastTokens) && lastTokens >= -1))
    throw new RangeError(`${lastTokens} last tokens: not a whole number from -1 up`);
}
