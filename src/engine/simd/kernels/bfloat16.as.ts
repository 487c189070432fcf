// matrix × vector on bfloat16 weights. eight weights are one vector; seen as four 32-bit words, the odd ones are the
// upper halves (masked, they are float32 already) and the even ones the lower (shifted, they are). so the input is split
// into its even and odd elements once, and no weight ever has to be moved to another lane.
// rows are padded with zeros to a multiple of 8 weights, and their number to a multiple of 4.

/** per 8 values of x the 4 even ones, then the 4 odd ones. `k` a multiple of 8. */
export function splitEvenOdd(x: usize, out: usize, k: i32): void {
  const end = x + (<usize>k << 2);
  do {
    const a = v128.load(x);
    const b = v128.load(x, 16);
    v128.store(out, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
    v128.store(out, v128.shuffle<f32>(a, b, 1, 3, 5, 7), 16);
    x += 32;
    out += 32;
  } while (x < end);
}

/** lays 4 rows into one stream: 8 weights of each in turn, as `multiply` reads them fastest. */
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
 * y = W x, 4 rows at a time with 2 sums each: what 16 registers hold.
 * interleaved weights are one stream, which the processor fetches ahead of us: the rows are 16 bytes apart (`rowStep`) and
 * a row's next 8 weights 64 bytes further (`chunkStep`). as weights lie in a checkpoint they are a row and 16 bytes apart.
 */
export function multiply(w: usize, rowStep: usize, chunkStep: usize, x: usize, y: usize, k: i32, rows: i32): void {
  const mask = i32x4.splat(0xffff0000);
  const xEnd = x + (<usize>k << 2);
  const yEnd = y + (<usize>rows << 2);
  const twoRows = rowStep << 1;
  do {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    let at = x;
    let p = w, q = w + twoRows;
    do {
      const even = v128.load(at);
      const odd = v128.load(at, 16);
      let v = v128.load(p);
      a0 = f32x4.add(a0, f32x4.mul(i32x4.shl(v, 16), even));
      b0 = f32x4.add(b0, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(p + rowStep);
      a1 = f32x4.add(a1, f32x4.mul(i32x4.shl(v, 16), even));
      b1 = f32x4.add(b1, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q);
      a2 = f32x4.add(a2, f32x4.mul(i32x4.shl(v, 16), even));
      b2 = f32x4.add(b2, f32x4.mul(v128.and(v, mask), odd));
      v = v128.load(q + rowStep);
      a3 = f32x4.add(a3, f32x4.mul(i32x4.shl(v, 16), even));
      b3 = f32x4.add(b3, f32x4.mul(v128.and(v, mask), odd));
      p += chunkStep;
      q += chunkStep;
      at += 32;
    } while (at < xEnd);
    v128.store(y, sums(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3)));
    w += <usize>k << 3;
    y += 16;
  } while (y < yEnd);
}

/** the sum of each of four vectors. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
