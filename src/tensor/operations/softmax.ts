/**
 * Turns scores into probabilities, in place: eˣ of each, divided by their sum. The largest is taken off first, which
 * changes nothing in the result and keeps eˣ from overflowing.
 * @param scores the n values from `start` on; at least one is finite
 */
export function softmax(scores: Float32Array, start: number, n: number): void {
  let largest = -Infinity;
  for (let i = start; i < start + n; i++) if (scores[i] > largest) largest = scores[i];
  let sum = 0;
  for (let i = start; i < start + n; i++) {
    scores[i] = Math.exp(scores[i] - largest);
    sum += scores[i];
  }
  for (let i = start; i < start + n; i++) scores[i] /= sum;
}
