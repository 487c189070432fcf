/**
 * The order in which tokens rank: the larger logit first, of equal logits the lower id first. NaN and -Infinity do
 * not rank at all. Each ranked token becomes one number, its key. The smallest key ranks highest, so that the sort of
 * typed arrays, which needs no comparison function, puts keys in order. The upper part of a key is the 32 bits of the
 * logit, inverted so that they fall as the logit rises; the lower part is 21 bits of id. Together these are the 53 bits
 * that a float64 holds exactly.
 */

/** One more than the largest id a key can hold: 2 million, where Llama 3's vocabulary has 128,256. */
const idSpan = 2 ** 21;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The key of a token: the smaller the key, the higher the token ranks. */
export function rankKey(logit: number, id: number): number {
  float[0] = logit + 0; // -0 becomes 0: the two are equal
  // As an integer, a positive float rises with its bits and a negative one falls
  const falling = bits[0] < 0x8000_0000 ? 0x7fff_ffff - bits[0] : bits[0];
  return falling * idSpan + id;
}

/** The id in a key. */
export function idOf(key: number): number {
  return key % idSpan;
}

/**
 * Selects the highest-ranking tokens in one pass. The best so far are in a heap with the lowest-ranking of them on top,
 * and one comparison with that one rules out most other tokens.
 * @param logits [vocab]
 * @param keys has as many places as tokens are wanted; filled with their keys, the highest-ranking first
 * @returns how many there are: fewer than wanted when fewer rank
 */
export function selectHighest(logits: Float32Array, keys: Float64Array): number {
  const wanted = keys.length;
  let count = 0;
  // What a logit must exceed: an equal one has a higher id and ranks lower
  let floor = wanted > 0 ? -Infinity : Infinity;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (!(logit > floor)) continue; // NaN exceeds nothing
    if (count < wanted) {
      keys[count++] = rankKey(logit, id);
      if (count < wanted) continue;
      keys.sort().reverse(); // an array in falling order is a heap
    } else {
      replaceTop(keys, rankKey(logit, id));
    }
    floor = logits[idOf(keys[0])];
  }
  keys.subarray(0, count).sort();
  return count;
}

/** Replaces the largest key in the heap by another, which sinks below every larger one. */
function replaceTop(heap: Float64Array, key: number): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child + 1 < heap.length && heap[child + 1] > heap[child]) child++;
    if (child >= heap.length || heap[child] <= key) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = key;
}
