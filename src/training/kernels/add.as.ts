/** out = a + b, n numbers, a multiple of 4. */
export function add(a: usize, b: usize, out: usize, n: i32): void {
  const end = a + (<usize>n << 2);
  do {
    v128.store(out, f32x4.add(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
    out += 16;
  } while (a < end);
}
