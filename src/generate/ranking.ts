/**
 * The order in which tokens rank: the larger logit first, of equal logits the lower id first. NaN and -Infinity do
 * not rank at all. Each ranked token becomes one number, its key, made so that the smallest key ranks highest and a
 * typed array's own sort, which needs no comparison function, puts them in order: above, the 32 bits of the logit,
 * turned round so that they fall as it rises; below, 21 bits of id. 53 bits are all that a float64 holds exactly.
 */

/** One more than the largest id a key can hold: 2 million, where Llama 3's vocabulary has 128,256. */
const idSpan = 2 ** 21;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The key of a token: the smaller, the higher it ranks. */
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
 * The highest-ranking tokens by selection: one pass, with the best so far in a heap that has the lowest-ranking
 * on top. Most tokens fall to one comparison with it.
 * @param logits [vocab]
 * @param keys as many as are wanted; filled with their keys, the highest-ranking first
 * @returns how many there are: fewer than wanted when fewer rank
 */
export function selectHighest(logits: Float32Array, keys: Float64Array): number {
  const wanted = keys.length;
  let count = 0;
  // What a logit must exceed: one that is equal has a higher id, and ranks lower
  let floor = wanted > 0 ? -Infinity : Infinity;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (!(logit > floor)) continue; // NaN exceeds nothing
    if (count < wanted) {
      keys[count++] = rankKey(logit, id);
      if (count < wanted) continue;
      keys.sort().reverse(); // falling order is a heap
    } else {
      replaceTop(keys, rankKey(logit, id));
    }
    floor = logits[idOf(keys[0])];
  }
  keys.subarray(0, count).sort();
  return count;
}

/** Puts a key in place of the largest in the heap: it sinks below every larger one. */
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
