import { sums } from "./sums.as";

// Matrix × matrix in float32 as many dot products at once: 6 rows of weights with the inputs of 2 tokens, 12 sums in 12
// registers, so that 8 vectors read give 48 multiplications. Weights lie in rows, in the order of `splitEvenOdd`, inputs in
// pairs of tokens, 4 values of each in turn: with one address less to increment, the loop is a tenth faster.

/**
 * 4 rows of bfloat16 as float32 in the order of `splitEvenOdd`. `rowStep` bytes from one row to the next, `chunkStep` from
 * 8 weights of a row to its next 8; `outStride` bytes between the rows that are written. `k` a multiple of 8.
 */
export function widen(w: usize, rowStep: usize, chunkStep: usize, k: i32, out: usize, outStride: usize): void {
  for (let row = 0; row < 4; row++) {
    widenRow(w, chunkStep, k, out);
    w += rowStep;
    out += outStride;
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function widenRow(w: usize, chunkStep: usize, k: i32, out: usize): void {
  const mask = i32x4.splat(0xffff0000);
  const end = out + (<usize>k << 2);
  do {
    const v = v128.load(w);
    v128.store(out, i32x4.shl(v, 16));
    v128.store(out, v128.and(v, mask), 16);
    w += chunkStep;
    out += 32;
  } while (out < end);
}

/**
 * y[token][row] = Σ over k of w[row][k] x[token][k], or += it. `rows` a multiple of 6, `k` of 4; the strides are bytes from
 * one row of weights, pair of inputs, or token of results to the next.
 */
export function multiplyBlock(
  w: usize, wStride: usize, rows: i32, x: usize, pairStride: usize, pairs: i32, k: i32,
  y: usize, yStride: usize, accumulate: bool,
): void {
  for (let row = 0; row < rows; row += 6) {
    let input = x;
    let to = y;
    for (let pair = 0; pair < pairs; pair++) {
      multiply6x2(w, wStride, input, k, to, yStride, accumulate);
      input += pairStride;
      to += 2 * yStride;
    }
    w += 6 * wStride;
    y += 24;
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function multiply6x2(
  w0: usize, stride: usize, x: usize, k: i32, y: usize, yStride: usize, accumulate: bool,
): void {
  let z = f32x4.splat(0), s = z;
  let a0 = z, a1 = z, a2 = z, a3 = z, a4 = z, a5 = z, b0 = z, b1 = z, b2 = z, b3 = z, b4 = z, b5 = z;
  let w1 = w0 + stride, w2 = w1 + stride, w3 = w2 + stride, w4 = w3 + stride, w5 = w4 + stride;
  const end = x + (<usize>k << 3);
  do {
    const p = v128.load(x), q = v128.load(x, 16);
    s = v128.load(w0); a0 = f32x4.add(a0, f32x4.mul(p, s)); b0 = f32x4.add(b0, f32x4.mul(q, s));
    s = v128.load(w1); a1 = f32x4.add(a1, f32x4.mul(p, s)); b1 = f32x4.add(b1, f32x4.mul(q, s));
    s = v128.load(w2); a2 = f32x4.add(a2, f32x4.mul(p, s)); b2 = f32x4.add(b2, f32x4.mul(q, s));
    s = v128.load(w3); a3 = f32x4.add(a3, f32x4.mul(p, s)); b3 = f32x4.add(b3, f32x4.mul(q, s));
    s = v128.load(w4); a4 = f32x4.add(a4, f32x4.mul(p, s)); b4 = f32x4.add(b4, f32x4.mul(q, s));
    s = v128.load(w5); a5 = f32x4.add(a5, f32x4.mul(p, s)); b5 = f32x4.add(b5, f32x4.mul(q, s));
    w0 += 16; w1 += 16; w2 += 16; w3 += 16; w4 += 16; w5 += 16; x += 32;
  } while (x < end);
  let a = sums(a0, a1, a2, a3), b = sums(b0, b1, b2, b3), last = sums(a4, a5, b4, b5);
  const next = y + yStride;
  if (accumulate) {
    a = f32x4.add(a, v128.load(y));
    b = f32x4.add(b, v128.load(next));
    last = f32x4.add(last, v128.load64_lane(next, v128.load64_zero(y, 16), 1, 16));
  }
  v128.store(y, a);
  v128.store64_lane(y, last, 0, 16);
  v128.store(next, b);
  v128.store64_lane(next, last, 1, 16);
}

/** y = W x for float32 rows, 4 at a time with 2 sums each. `rows` a multiple of 4, `k` of 8. */
export function multiplyFloats(w: usize, x: usize, y: usize, k: i32, rows: i32): void {
  const stride = <usize>k << 2;
  const xEnd = x + stride;
  const yEnd = y + (<usize>rows << 2);
  do {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    let at = x;
    let p = w, q = w + 2 * stride;
    do {
      const even = v128.load(at), odd = v128.load(at, 16);
      a0 = f32x4.add(a0, f32x4.mul(v128.load(p), even)); b0 = f32x4.add(b0, f32x4.mul(v128.load(p, 16), odd));
      a1 = f32x4.add(a1, f32x4.mul(v128.load(p + stride), even)); b1 = f32x4.add(b1, f32x4.mul(v128.load(p + stride, 16), odd));
      a2 = f32x4.add(a2, f32x4.mul(v128.load(q), even)); b2 = f32x4.add(b2, f32x4.mul(v128.load(q, 16), odd));
      a3 = f32x4.add(a3, f32x4.mul(v128.load(q + stride), even)); b3 = f32x4.add(b3, f32x4.mul(v128.load(q + stride, 16), odd));
      p += 32;
      q += 32;
      at += 32;
    } while (at < xEnd);
    v128.store(y, sums(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3)));
    w += stride << 2;
    y += 16;
  } while (y < yEnd);
}
