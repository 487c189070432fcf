// The inner loops of the network. Each keeps four sums, because an addition takes several cycles: with a
// single sum every step would wait for the one before. Sums are float64.

/** Σ values[a[aStart + i]] × b[bStart + i] over i < n, for 16-bit patterns `a` and the table of their values. */
export function dotPatterns(
  values: Float32Array,
  a: Uint16Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  n: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    s0 += values[a[aStart + i]] * b[bStart + i];
    s1 += values[a[aStart + i + 1]] * b[bStart + i + 1];
    s2 += values[a[aStart + i + 2]] * b[bStart + i + 2];
    s3 += values[a[aStart + i + 3]] * b[bStart + i + 3];
  }
  for (let i = whole; i < n; i++) s0 += values[a[aStart + i]] * b[bStart + i];
  return s0 + s1 + (s2 + s3);
}

/** Σ a[aStart + i] × b[bStart + i] over i < n. */
export function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    s0 += a[aStart + i] * b[bStart + i];
    s1 += a[aStart + i + 1] * b[bStart + i + 1];
    s2 += a[aStart + i + 2] * b[bStart + i + 2];
    s3 += a[aStart + i + 3] * b[bStart + i + 3];
  }
  for (let i = whole; i < n; i++) s0 += a[aStart + i] * b[bStart + i];
  return s0 + s1 + (s2 + s3);
}

/**
 * The dot products of one row with four others: sums[t] = Σ row[i] × x[xStart + t × n + i] over i < n, the length of
 * the row. Each element of the row is loaded once for all four, and everything is float64 already, so nothing is converted.
 * Together this is twice as fast as calling `dot` four times.
 */
export function dotFour(row: Float64Array, x: Float64Array, xStart: number, sums: Float64Array): void {
  const n = row.length;
  const x0 = xStart;
  const x1 = x0 + n;
  const x2 = x1 + n;
  const x3 = x2 + n;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < n; i++) {
    const weight = row[i];
    s0 += weight * x[x0 + i];
    s1 += weight * x[x1 + i];
    s2 += weight * x[x2 + i];
    s3 += weight * x[x3 + i];
  }
  sums[0] = s0;
  sums[1] = s1;
  sums[2] = s2;
  sums[3] = s3;
}
