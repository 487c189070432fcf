/** The square root of the mean of the squares: how large the numbers of a vector are. */
export function rms(vector: Float32Array): number {
  return Math.sqrt(squares(vector) / vector.length);
}

/** The length of each head's part of a vector [heads × headDim]. */
export function headLengths(vector: Float32Array, heads: number): number[] {
  const width = vector.length / heads;
  return Array.from({ length: heads }, (_, h) =>
    Math.sqrt(squares(vector.subarray(h * width, (h + 1) * width))),
  );
}

/** The angle between two vectors, in degrees; 0 if one of them is nothing but zeros. */
export function angle(a: Float32Array, b: Float32Array): number {
  const lengths = Math.sqrt(squares(a)) * Math.sqrt(squares(b));
  if (lengths === 0) return 0;
  let product = 0;
  for (let i = 0; i < a.length; i++) product += a[i] * b[i];
  return (Math.acos(Math.min(1, Math.max(-1, product / lengths))) * 180) / Math.PI;
}

/** The index of the largest number. */
export function indexOfLargest(numbers: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 1; i < numbers.length; i++) if (numbers[i] > numbers[largest]) largest = i;
  return largest;
}

/** How few of the numbers, the largest first, have a part of the sum of all squares. @param part from 0 to 1 */
export function fewest(vector: Float32Array, part: number): number {
  const sorted = Float64Array.from(vector, (value) => value * value).toSorted();
  const wanted = part * squares(vector);
  let sum = 0;
  let count = 0;
  while (count < sorted.length && sum < wanted) sum += sorted[sorted.length - ++count];
  return count;
}

function squares(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sum;
}
