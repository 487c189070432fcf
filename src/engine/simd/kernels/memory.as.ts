/** reads a stretch of memory as fast as can be, for comparison: the exclusive or of its words. `bytes` a multiple of 64. */
export function readMemory(from: usize, bytes: usize): i32 {
  let a = i32x4.splat(0),
    b = a,
    c = a,
    d = a;
  const end = from + bytes;
  do {
    a = v128.xor(a, v128.load(from));
    b = v128.xor(b, v128.load(from, 16));
    c = v128.xor(c, v128.load(from, 32));
    d = v128.xor(d, v128.load(from, 48));
    from += 64;
  } while (from < end);
  a = v128.xor(v128.xor(a, b), v128.xor(c, d));
  return (
    i32x4.extract_lane(a, 0) ^ i32x4.extract_lane(a, 1) ^ i32x4.extract_lane(a, 2) ^ i32x4.extract_lane(a, 3)
  );
}
