/**
 * Reads memory as fast as possible, for comparison, and returns the exclusive or of its words. It reads two streams, which
 * the processor prefetches better than one; four are no faster. `bytes` is a multiple of 128.
 */
export function readMemory(from: usize, bytes: usize): i32 {
  let a = i32x4.splat(0),
    b = a,
    c = a,
    d = a;
  const half = bytes >> 1;
  const end = from + half;
  let second = end;
  do {
    a = v128.xor(a, v128.load(from));
    b = v128.xor(b, v128.load(from, 16));
    c = v128.xor(c, v128.load(from, 32));
    d = v128.xor(d, v128.load(from, 48));
    a = v128.xor(a, v128.load(second));
    b = v128.xor(b, v128.load(second, 16));
    c = v128.xor(c, v128.load(second, 32));
    d = v128.xor(d, v128.load(second, 48));
    from += 64;
    second += 64;
  } while (from < end);
  a = v128.xor(v128.xor(a, b), v128.xor(c, d));
  return (
    i32x4.extract_lane(a, 0) ^ i32x4.extract_lane(a, 1) ^ i32x4.extract_lane(a, 2) ^ i32x4.extract_lane(a, 3)
  );
}
