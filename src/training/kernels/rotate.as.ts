/**
 * Turns the pairs of every head's numbers, in place: (a, b) → (a cos - b sin, b cos + a sin), by the tables of one position
 * a row: `cos` has each cosine twice, `sin` each sine with a minus, then without. `direction` is 1, or -1 to turn back.
 * `headBytes` a multiple of 16; a row has `heads` heads without gaps.
 */
export function rotate(
  x: usize, rows: i32, heads: i32, headBytes: usize, cos: usize, sin: usize, direction: f32,
): void {
  const way = f32x4.splat(direction);
  for (let row = 0; row < rows; row++) {
    for (let head = 0; head < heads; head++) {
      let at: usize = 0;
      do {
        const v = v128.load(x + at);
        const swapped = v128.shuffle<f32>(v, v, 1, 0, 3, 2);
        const turn = f32x4.mul(v128.load(sin + at), way);
        v128.store(x + at, f32x4.add(f32x4.mul(v, v128.load(cos + at)), f32x4.mul(swapped, turn)));
        at += 16;
      } while (at < headBytes);
      x += headBytes;
    }
    cos += headBytes;
    sin += headBytes;
  }
}
