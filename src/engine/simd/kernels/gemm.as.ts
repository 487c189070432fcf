// matrix × matrix in float32 as a sum of outer products: for each k, 8 rows of weights times 6 tokens, into 48 sums that
// stay in 12 registers. weights lie in panels [k][8 rows], inputs in groups [k][6 tokens × 4 copies]: a vector of equal
// values each, since copying one in the loop would cost more than the multiplication.

/**
 * 4 rows of bfloat16 as the upper or lower half of a panel [k][8] of float32: a transposition of 4 × 4 at a time.
 * `rowStep` bytes from one row to the next, `chunkStep` from 8 weights of a row to its next 8. `k` a multiple of 8.
 */
export function packBfloat16(w: usize, rowStep: usize, chunkStep: usize, k: i32, out: usize): void {
  const mask = i32x4.splat(0xffff0000);
  const end = out + (<usize>k << 5);
  do {
    const r0 = v128.load(w), r1 = v128.load(w + rowStep);
    const r2 = v128.load(w + 2 * rowStep), r3 = v128.load(w + 3 * rowStep);
    transpose(i32x4.shl(r0, 16), i32x4.shl(r1, 16), i32x4.shl(r2, 16), i32x4.shl(r3, 16), out);
    transpose(v128.and(r0, mask), v128.and(r1, mask), v128.and(r2, mask), v128.and(r3, mask), out + 32);
    w += chunkStep;
    out += 256;
  } while (out < end);
}

/** four rows of every other k, written as columns 64 bytes apart. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function transpose(a: v128, b: v128, c: v128, d: v128, out: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7), CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(out, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 64);
  v128.store(out, v128.shuffle<f32>(AB, CD, 0, 1, 4, 5), 128);
  v128.store(out, v128.shuffle<f32>(AB, CD, 2, 3, 6, 7), 192);
}

/** a token's input as one of the six of a group: each value four times, 96 bytes apart. */
export function splat(x: usize, k: i32, out: usize): void {
  const end = x + (<usize>k << 2);
  do {
    v128.store(out, v128.load32_splat(x));
    x += 4;
    out += 96;
  } while (x < end);
}

/**
 * y[token][row] = Σ over k, or += it: every group of 6 tokens with every panel of 8 rows. `panelStride` bytes
 * from one panel to the next, `yStride` from one token to the next; y has room for whole groups and panels.
 */
export function multiplyPanels(
  panels: usize, panelStride: usize, panelCount: i32, groups: usize, groupCount: i32, k: i32,
  y: usize, yStride: usize, accumulate: bool,
): void {
  const groupBytes = <usize>k * 96;
  for (let g = 0; g < groupCount; g++) {
    let panel = panels;
    let to = y;
    for (let p = 0; p < panelCount; p++) {
      multiply8x6(panel, groups, k, to, yStride, accumulate);
      panel += panelStride;
      to += 32;
    }
    groups += groupBytes;
    y += 6 * yStride;
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function multiply8x6(w: usize, x: usize, k: i32, y: usize, stride: usize, accumulate: bool): void {
  let s: v128, z = f32x4.splat(0);
  let a0 = z, b0 = z, a1 = z, b1 = z, a2 = z, b2 = z, a3 = z, b3 = z, a4 = z, b4 = z, a5 = z, b5 = z;
  const end = w + (<usize>k << 5);
  do {
    const p = v128.load(w), q = v128.load(w, 16);
    s = v128.load(x, 0); a0 = f32x4.add(a0, f32x4.mul(p, s)); b0 = f32x4.add(b0, f32x4.mul(q, s));
    s = v128.load(x, 16); a1 = f32x4.add(a1, f32x4.mul(p, s)); b1 = f32x4.add(b1, f32x4.mul(q, s));
    s = v128.load(x, 32); a2 = f32x4.add(a2, f32x4.mul(p, s)); b2 = f32x4.add(b2, f32x4.mul(q, s));
    s = v128.load(x, 48); a3 = f32x4.add(a3, f32x4.mul(p, s)); b3 = f32x4.add(b3, f32x4.mul(q, s));
    s = v128.load(x, 64); a4 = f32x4.add(a4, f32x4.mul(p, s)); b4 = f32x4.add(b4, f32x4.mul(q, s));
    s = v128.load(x, 80); a5 = f32x4.add(a5, f32x4.mul(p, s)); b5 = f32x4.add(b5, f32x4.mul(q, s));
    w += 32;
    x += 96;
  } while (w < end);
  put(y, a0, b0, accumulate); y += stride;
  put(y, a1, b1, accumulate); y += stride;
  put(y, a2, b2, accumulate); y += stride;
  put(y, a3, b3, accumulate); y += stride;
  put(y, a4, b4, accumulate); y += stride;
  put(y, a5, b5, accumulate);
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function put(y: usize, a: v128, b: v128, accumulate: bool): void {
  if (accumulate) {
    a = f32x4.add(v128.load(y), a);
    b = f32x4.add(v128.load(y, 16), b);
  }
  v128.store(y, a);
  v128.store(y, b, 16);
}

/** y = W x for float32 weights in panels; x as it is. four sums for each half, so that none waits for itself. */
export function multiplyPanelsByVector(panels: usize, panelCount: i32, x: usize, y: usize, k: i32): void {
  const xEnd = x + (<usize>k << 2);
  for (let p = 0; p < panelCount; p++) {
    let a0 = f32x4.splat(0), b0 = a0, a1 = a0, b1 = a0, a2 = a0, b2 = a0, a3 = a0, b3 = a0;
    let at = x;
    do {
      let s = v128.load32_splat(at);
      a0 = f32x4.add(a0, f32x4.mul(v128.load(panels), s)); b0 = f32x4.add(b0, f32x4.mul(v128.load(panels, 16), s));
      s = v128.load32_splat(at, 4);
      a1 = f32x4.add(a1, f32x4.mul(v128.load(panels, 32), s)); b1 = f32x4.add(b1, f32x4.mul(v128.load(panels, 48), s));
      s = v128.load32_splat(at, 8);
      a2 = f32x4.add(a2, f32x4.mul(v128.load(panels, 64), s)); b2 = f32x4.add(b2, f32x4.mul(v128.load(panels, 80), s));
      s = v128.load32_splat(at, 12);
      a3 = f32x4.add(a3, f32x4.mul(v128.load(panels, 96), s)); b3 = f32x4.add(b3, f32x4.mul(v128.load(panels, 112), s));
      panels += 128;
      at += 16;
    } while (at < xEnd);
    v128.store(y, f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)));
    v128.store(y, f32x4.add(f32x4.add(b0, b1), f32x4.add(b2, b3)), 16);
    y += 32;
  }
}
