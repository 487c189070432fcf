import { exp } from "../../engine/simd/kernels/activation.as";
import { largest, sum } from "./lanes.as";

/**
 * Turns scores into probabilities, in place: row i is the softmax of scale × its first `first` + i + 1 numbers, and zero
 * behind them, since no token looks at a later one. `columns` is a multiple of 4; `stride` bytes from row to row.
 */
export function causalSoftmax(scores: usize, stride: usize, rows: i32, columns: i32, first: i32, scale: f32): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    const seen = <usize>(first + row + 1) << 2;
    for (let at = seen; at < bytes; at += 4) store<f32>(scores + at, -Infinity);
    softmaxRow(scores, (seen + 15) & ~15, scale, 1);
    for (let at = seen; at < bytes; at += 4) store<f32>(scores + at, 0);
    scores += stride;
  }
}

/** Row = share × softmax(scale × row), for a scale above 0. @returns Σ e^(scale × (number - largest)) */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function softmaxRow(row: usize, bytes: usize, scale: f32, share: f32): f32 {
  let most = f32x4.splat(-Infinity);
  let at: usize = 0;
  do {
    most = f32x4.pmax(most, v128.load(row + at));
    at += 16;
  } while (at < bytes);
  const top = f32x4.splat(largest(most)), s = f32x4.splat(scale);
  let total = f32x4.splat(0);
  at = 0;
  do {
    const e = exp(f32x4.mul(f32x4.sub(v128.load(row + at), top), s));
    v128.store(row + at, e);
    total = f32x4.add(total, e);
    at += 16;
  } while (at < bytes);
  const all = sum(total);
  const factor = f32x4.splat(share / all);
  at = 0;
  do {
    v128.store(row + at, f32x4.mul(v128.load(row + at), factor));
    at += 16;
  } while (at < bytes);
  return all;
}

/** The largest of a row of n numbers, a multiple of 4. */
export function largestOf(row: usize, n: i32): f32 {
  const end = row + (<usize>n << 2);
  let most = v128.load(row);
  do {
    most = f32x4.pmax(most, v128.load(row));
    row += 16;
  } while (row < end);
  return largest(most);
}

/** Row = share × softmax(row), n numbers, a multiple of 4. @returns Σ e^(number - largest) */
export function softmax(row: usize, n: i32, share: f32): f32 {
  return softmaxRow(row, <usize>n << 2, 1, share);
}

/**
 * The backward pass from probabilities p to scores, in place of dp: ds = scale × p (dp - Σ p dp), row by row. p and dp have the
 * same strides.
 */
export function softmaxBackward(p: usize, dp: usize, stride: usize, rows: i32, columns: i32, scale: f32): void {
  const bytes = <usize>columns << 2;
  const s = f32x4.splat(scale);
  for (let row = 0; row < rows; row++) {
    let products = f32x4.splat(0);
    let at: usize = 0;
    do {
      products = f32x4.add(products, f32x4.mul(v128.load(p + at), v128.load(dp + at)));
      at += 16;
    } while (at < bytes);
    const mean = f32x4.splat(sum(products));
    at = 0;
    do {
      const change = f32x4.mul(f32x4.sub(v128.load(dp + at), mean), s);
      v128.store(dp + at, f32x4.mul(v128.load(p + at), change));
      at += 16;
    } while (at < bytes);
    p += stride;
    dp += stride;
  }
}
