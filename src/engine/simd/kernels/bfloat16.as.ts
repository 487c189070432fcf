import { sums } from "./sums.as";

// Matrix × vector on bfloat16 weights. Eight weights are one vector; seen as four 32-bit words, the odd ones are the
// upper halves (masked, they are float32 already) and the even ones the lower (shifted, they are). So the input is split
// into its even and odd elements once, and no weight ever has to be moved to another lane.
// Rows are padded with zeros to a multiple of 8 weights.

/** Per 8 values of x the 4 even ones, and `step` bytes further the 4 odd ones. `k` a multiple of 8. */
export function splitEvenOdd(x: usize, k: i32, out: usize, step: usize): void {
  const end = x + (<usize>k << 2);
  do {
    const a = v128.load(x);
    const b = v128.load(x, 16);
    v128.store(out, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
    out += step;
    v128.store(out, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
    out += step;
    x += 32;
  } while (x < end);
}

/** Interleaves 4 rows into one stream, 8 weights of each in turn: the order that `multiplyInterleaved` reads fastest. */
export function interleave(rows: usize, stride: usize, k: i32, out: usize): void {
  const end = rows + (<usize>k << 1);
  do {
    v128.store(out, v128.load(rows));
    v128.store(out, v128.load(rows + stride), 16);
    v128.store(out, v128.load(rows + 2 * stride), 32);
    v128.store(out, v128.load(rows + 3 * stride), 48);
    rows += 16;
    out += 64;
  } while (rows < end);
}

/**
 * y = W x for rows in the order of the checkpoint, 4 at a time with 2 sums each. `rows` is a multiple of 4. For weights in the
 * cache only: the processor does not prefetch four streams well.
 */
export function multiplyRows(w: usize, x: usize, y: usize, k: i32, rows: i32): void {
  const mask = i32x4.splat(0xffff0000);
  const xEnd = x + (<usize>k << 2);
  const yEnd = y + (<usize>rows << 2);
  const row = <usize>k << 1;
  do {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    let at = x;
    let p = w, q = w + 2 * row;
    do {
      const even = v128.load(at);
      const odd = v128.load(at, 16);
      let v = v128.load(p);
      a0 = f32x4.add(a0, f32x4.mul(i32x4.shl(v, 16), even));
      b0 = f32x4.add(b0, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(p + row);
      a1 = f32x4.add(a1, f32x4.mul(i32x4.shl(v, 16), even));
      b1 = f32x4.add(b1, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q);
      a2 = f32x4.add(a2, f32x4.mul(i32x4.shl(v, 16), even));
      b2 = f32x4.add(b2, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q + row);
      a3 = f32x4.add(a3, f32x4.mul(i32x4.shl(v, 16), even));
      b3 = f32x4.add(b3, f32x4.mul(v128.and(v, mask), odd));
      p += 16;
      q += 16;
      at += 32;
    } while (at < xEnd);
    v128.store(y, sums(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3)));
    w += row << 2;
    y += 16;
  } while (y < yEnd);
}

/**
 * y = W x for interleaved rows; `rows` is a multiple of 8. It takes 4 rows of the first half and 4 of the second at a time:
 * two streams of weights, which the processor prefetches better than one. Each row has a single sum, for even and odd weights
 * in turn, so that the sums of eight rows fit the registers.
 */
export function multiplyInterleaved(w: usize, x: usize, y: usize, k: i32, rows: i32): void {
  const mask = i32x4.splat(0xffff0000);
  const xEnd = x + (<usize>k << 2);
  const half = <usize>rows << 1;
  const yEnd = y + half;
  let p = w, q = w + <usize>k * <usize>rows;
  do {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    let at = x;
    do {
      const even = v128.load(at);
      const odd = v128.load(at, 16);
      let v = v128.load(p);
      a0 = f32x4.add(a0, f32x4.mul(i32x4.shl(v, 16), even)); a0 = f32x4.add(a0, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(p, 16);
      a1 = f32x4.add(a1, f32x4.mul(i32x4.shl(v, 16), even)); a1 = f32x4.add(a1, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(p, 32);
      a2 = f32x4.add(a2, f32x4.mul(i32x4.shl(v, 16), even)); a2 = f32x4.add(a2, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(p, 48);
      a3 = f32x4.add(a3, f32x4.mul(i32x4.shl(v, 16), even)); a3 = f32x4.add(a3, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q);
      b0 = f32x4.add(b0, f32x4.mul(i32x4.shl(v, 16), even)); b0 = f32x4.add(b0, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q, 16);
      b1 = f32x4.add(b1, f32x4.mul(i32x4.shl(v, 16), even)); b1 = f32x4.add(b1, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q, 32);
      b2 = f32x4.add(b2, f32x4.mul(i32x4.shl(v, 16), even)); b2 = f32x4.add(b2, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q, 48);
      b3 = f32x4.add(b3, f32x4.mul(i32x4.shl(v, 16), even)); b3 = f32x4.add(b3, f32x4.mul(v128.and(v, mask), odd));
      p += 64;
      q += 64;
      at += 32;
    } while (at < xEnd);
    v128.store(y, sums(a0, a1, a2, a3));
    v128.store(y + half, sums(b0, b1, b2, b3));
    y += 16;
  } while (y < yEnd);
}
