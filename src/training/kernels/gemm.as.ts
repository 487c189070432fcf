import { sums } from "../../engine/simd/kernels/sums.as";

// Products of float32 matrices, all in one form: rows times rows, C = A Bᵀ, so that both are read along their rows, four
// numbers at a time. Where a product wants columns, a transposed copy comes first: it costs little beside the product.

/** Numbers of a row, and rows of B, that stay in the first-level cache: 24 kB, with 6 kB of A beside them. */
const blockColumns: i32 = 256;
const blockRows: i32 = 24;

/**
 * c[i][j] = Σ over k of a[i][k] b[j][k], or += it. A is [m, k], b [n, k], c [m, n]; m and n are even, k a multiple of 4.
 * Strides are bytes from one row to the next.
 */
export function multiply(
  a: usize, aStride: usize, b: usize, bStride: usize, c: usize, cStride: usize,
  m: i32, n: i32, k: i32, accumulate: bool,
): void {
  for (let from = 0; from < k; from += blockColumns) {
    const columns = min(blockColumns, k - from);
    for (let j = 0; j < n; j += blockRows) {
      const rows = min(blockRows, n - j);
      const bBlock = b + <usize>j * bStride;
      let aBlock = a, cBlock = c + (<usize>j << 2);
      let i = m;
      for (; i >= 6; i -= 6) {
        sixRows(aBlock, aStride, bBlock, bStride, cBlock, cStride, rows, columns, accumulate);
        aBlock += 6 * aStride;
        cBlock += 6 * cStride;
      }
      for (; i >= 4; i -= 4) {
        fourRows(aBlock, aStride, bBlock, bStride, cBlock, cStride, rows, columns, accumulate);
        aBlock += 4 * aStride;
        cBlock += 4 * cStride;
      }
      if (i > 0) twoRows(aBlock, aStride, bBlock, bStride, cBlock, cStride, rows, columns, accumulate);
    }
    a += <usize>columns << 2;
    b += <usize>columns << 2;
    accumulate = true;
  }
}

/** 6 rows of A with all rows of B, two of these at a time: 12 sums of 4 lanes, of 16 registers. */
function sixRows(
  a: usize, aStride: usize, b: usize, bStride: usize, c: usize, cStride: usize, n: i32, k: i32, accumulate: bool,
): void {
  const a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride, a4 = a3 + aStride, a5 = a4 + aStride;
  const bytes = <usize>k << 2;
  const end = b + <usize>n * bStride;
  do {
    const zero = f32x4.splat(0);
    let s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    let s30 = zero, s31 = zero, s40 = zero, s41 = zero, s50 = zero, s51 = zero;
    const b1 = b + bStride;
    let at: usize = 0;
    do {
      const p = v128.load(b + at), q = v128.load(b1 + at);
      let x = v128.load(a + at); s00 = f32x4.add(s00, f32x4.mul(x, p)); s01 = f32x4.add(s01, f32x4.mul(x, q));
      x = v128.load(a1 + at); s10 = f32x4.add(s10, f32x4.mul(x, p)); s11 = f32x4.add(s11, f32x4.mul(x, q));
      x = v128.load(a2 + at); s20 = f32x4.add(s20, f32x4.mul(x, p)); s21 = f32x4.add(s21, f32x4.mul(x, q));
      x = v128.load(a3 + at); s30 = f32x4.add(s30, f32x4.mul(x, p)); s31 = f32x4.add(s31, f32x4.mul(x, q));
      x = v128.load(a4 + at); s40 = f32x4.add(s40, f32x4.mul(x, p)); s41 = f32x4.add(s41, f32x4.mul(x, q));
      x = v128.load(a5 + at); s50 = f32x4.add(s50, f32x4.mul(x, p)); s51 = f32x4.add(s51, f32x4.mul(x, q));
      at += 16;
    } while (at < bytes);
    put(c, cStride, sums(s00, s01, s10, s11), accumulate);
    put(c + 2 * cStride, cStride, sums(s20, s21, s30, s31), accumulate);
    put(c + 4 * cStride, cStride, sums(s40, s41, s50, s51), accumulate);
    b += 2 * bStride;
    c += 8;
  } while (b < end);
}

/** As `sixRows`, for what is left over. */
function fourRows(
  a: usize, aStride: usize, b: usize, bStride: usize, c: usize, cStride: usize, n: i32, k: i32, accumulate: bool,
): void {
  const a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
  const bytes = <usize>k << 2;
  const end = b + <usize>n * bStride;
  do {
    const zero = f32x4.splat(0);
    let s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero, s30 = zero, s31 = zero;
    const b1 = b + bStride;
    let at: usize = 0;
    do {
      const p = v128.load(b + at), q = v128.load(b1 + at);
      let x = v128.load(a + at); s00 = f32x4.add(s00, f32x4.mul(x, p)); s01 = f32x4.add(s01, f32x4.mul(x, q));
      x = v128.load(a1 + at); s10 = f32x4.add(s10, f32x4.mul(x, p)); s11 = f32x4.add(s11, f32x4.mul(x, q));
      x = v128.load(a2 + at); s20 = f32x4.add(s20, f32x4.mul(x, p)); s21 = f32x4.add(s21, f32x4.mul(x, q));
      x = v128.load(a3 + at); s30 = f32x4.add(s30, f32x4.mul(x, p)); s31 = f32x4.add(s31, f32x4.mul(x, q));
      at += 16;
    } while (at < bytes);
    put(c, cStride, sums(s00, s01, s10, s11), accumulate);
    put(c + 2 * cStride, cStride, sums(s20, s21, s30, s31), accumulate);
    b += 2 * bStride;
    c += 8;
  } while (b < end);
}

/** As `sixRows`, for what is left over. */
function twoRows(
  a: usize, aStride: usize, b: usize, bStride: usize, c: usize, cStride: usize, n: i32, k: i32, accumulate: bool,
): void {
  const a1 = a + aStride;
  const bytes = <usize>k << 2;
  const end = b + <usize>n * bStride;
  do {
    const zero = f32x4.splat(0);
    let s00 = zero, s01 = zero, s10 = zero, s11 = zero;
    const b1 = b + bStride;
    let at: usize = 0;
    do {
      const p = v128.load(b + at), q = v128.load(b1 + at);
      let x = v128.load(a + at); s00 = f32x4.add(s00, f32x4.mul(x, p)); s01 = f32x4.add(s01, f32x4.mul(x, q));
      x = v128.load(a1 + at); s10 = f32x4.add(s10, f32x4.mul(x, p)); s11 = f32x4.add(s11, f32x4.mul(x, q));
      at += 16;
    } while (at < bytes);
    put(c, cStride, sums(s00, s01, s10, s11), accumulate);
    b += 2 * bStride;
    c += 8;
  } while (b < end);
}

/** Two numbers of a row of C, and two of the next. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function put(c: usize, cStride: usize, values: v128, accumulate: bool): void {
  if (accumulate) {
    const before = v128.load64_lane(c + cStride, v128.load64_zero(c), 1);
    values = f32x4.add(before, values);
  }
  v128.store64_lane(c, values, 0);
  v128.store64_lane(c + cStride, values, 1);
}
