/**
 * to[j][i] = from[i][j]: [rows, columns] to [columns, rows], both multiples of 4. Strides are bytes from one row to the
 * next. Four rows at a time, a square of 4 × 4 after the other.
 */
export function transpose(from: usize, fromStride: usize, to: usize, toStride: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i += 4) {
    let source = from, target = to;
    const end = from + (<usize>columns << 2);
    do {
      const a = v128.load(source), b = v128.load(source + fromStride);
      const c = v128.load(source + 2 * fromStride), d = v128.load(source + 3 * fromStride);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7), CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      v128.store(target + toStride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
      v128.store(target + 2 * toStride, v128.shuffle<f32>(AB, CD, 0, 1, 4, 5));
      v128.store(target + 3 * toStride, v128.shuffle<f32>(AB, CD, 2, 3, 6, 7));
      source += 16;
      target += 4 * toStride;
    } while (source < end);
    from += 4 * fromStride;
    to += 16;
  }
}
