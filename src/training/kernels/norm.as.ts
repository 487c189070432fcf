import { sum } from "./lanes.as";

/**
 * out = x × s × weight for each row, where s = 1 / √(mean of x² + eps) is kept in `scales` for the backward pass.
 * `columns` is a multiple of 4; rows lie without gaps.
 */
export function rmsNorm(
  x: usize, weight: usize, out: usize, scales: usize, rows: i32, columns: i32, eps: f32,
): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    let squares = f32x4.splat(0);
    let at: usize = 0;
    do {
      const v = v128.load(x + at);
      squares = f32x4.add(squares, f32x4.mul(v, v));
      at += 16;
    } while (at < bytes);
    const scale: f32 = 1 / sqrt<f32>(sum(squares) / <f32>columns + eps);
    store<f32>(scales, scale);
    const s = f32x4.splat(scale);
    at = 0;
    do {
      v128.store(out + at, f32x4.mul(f32x4.mul(v128.load(x + at), s), v128.load(weight + at)));
      at += 16;
    } while (at < bytes);
    x += bytes;
    out += bytes;
    scales += 4;
  }
}

/**
 * The backward pass: dx += s (w dy) - x s³ / columns Σ (w dy x) for each row, and dWeight += dy x s over all rows.
 */
export function rmsNormBackward(
  dOut: usize, x: usize, weight: usize, scales: usize, dx: usize, dWeight: usize, rows: i32, columns: i32,
): void {
  const bytes = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    let products = f32x4.splat(0);
    let at: usize = 0;
    do {
      const g = f32x4.mul(v128.load(dOut + at), v128.load(weight + at));
      products = f32x4.add(products, f32x4.mul(g, v128.load(x + at)));
      at += 16;
    } while (at < bytes);
    const scale = load<f32>(scales);
    const s = f32x4.splat(scale);
    const back = f32x4.splat((sum(products) / <f32>columns) * scale * scale * scale);
    at = 0;
    do {
      const d = v128.load(dOut + at), v = v128.load(x + at);
      const ds = f32x4.mul(d, s);
      const change = f32x4.sub(f32x4.mul(ds, v128.load(weight + at)), f32x4.mul(v, back));
      v128.store(dx + at, f32x4.add(v128.load(dx + at), change));
      v128.store(dWeight + at, f32x4.add(v128.load(dWeight + at), f32x4.mul(ds, v)));
      at += 16;
    } while (at < bytes);
    dOut += bytes;
    x += bytes;
    dx += bytes;
    scales += 4;
  }
}
