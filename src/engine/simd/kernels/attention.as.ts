import { exp } from "./activation.as";
import { sums } from "./sums.as";

// Attention of four queries that share a key and value head. Every key and value is read once for the four.

/**
 * @param q four queries [4][headDim], already scaled; headDim a multiple of 8
 * @param keys [positions][headDim]
 * @param values [positions][headDim]
 * @param scores scratch, four floats for each position
 * @param out [4][headDim]
 * @param n0 how many positions the first query sees; n1 to n3 likewise, none less than the one before
 */
export function attend(
  q: usize, keys: usize, values: usize, scores: usize, out: usize, headDim: i32, n0: i32, n1: i32, n2: i32, n3: i32,
): void {
  score(q, keys, scores, headDim, n3);
  softmax(scores, n0, n1, n2, n3);
  mix(values, scores, out, headDim, n3);
}

/** scores[p] = the four products of the queries with key p. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function score(q: usize, keys: usize, scores: usize, headDim: i32, positions: i32): void {
  const bytes = <usize>headDim << 2;
  const q1 = q + bytes, q2 = q1 + bytes, q3 = q2 + bytes;
  const end = scores + (<usize>positions << 4);
  do {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    let at: usize = 0;
    do {
      let key = v128.load(keys + at);
      a0 = f32x4.add(a0, f32x4.mul(key, v128.load(q + at)));
      a1 = f32x4.add(a1, f32x4.mul(key, v128.load(q1 + at)));
      a2 = f32x4.add(a2, f32x4.mul(key, v128.load(q2 + at)));
      a3 = f32x4.add(a3, f32x4.mul(key, v128.load(q3 + at)));
      key = v128.load(keys + at, 16);
      b0 = f32x4.add(b0, f32x4.mul(key, v128.load(q + at, 16)));
      b1 = f32x4.add(b1, f32x4.mul(key, v128.load(q1 + at, 16)));
      b2 = f32x4.add(b2, f32x4.mul(key, v128.load(q2 + at, 16)));
      b3 = f32x4.add(b3, f32x4.mul(key, v128.load(q3 + at, 16)));
      at += 32;
    } while (at < bytes);
    a0 = f32x4.add(a0, b0); a1 = f32x4.add(a1, b1); a2 = f32x4.add(a2, b2); a3 = f32x4.add(a3, b3);
    v128.store(scores, sums(a0, a1, a2, a3));
    keys += bytes;
    scores += 16;
  } while (scores < end);
}

/** Softmax of each query's scores, a lane each; what a query may not see becomes 0. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function softmax(scores: usize, n0: i32, n1: i32, n2: i32, n3: i32): void {
  // Only the last few positions are hidden from some of the four
  for (let p = n0; p < n3; p++) {
    const at = scores + (<usize>p << 4);
    store<f32>(at, -Infinity);
    if (p >= n1) store<f32>(at, -Infinity, 4);
    if (p >= n2) store<f32>(at, -Infinity, 8);
  }
  const end = scores + (<usize>n3 << 4);
  let largest = f32x4.splat(-Infinity);
  let at = scores;
  do {
    largest = f32x4.pmax(largest, v128.load(at));
    at += 16;
  } while (at < end);
  let sum = f32x4.splat(0);
  at = scores;
  do {
    const e = exp(f32x4.sub(v128.load(at), largest));
    v128.store(at, e);
    sum = f32x4.add(sum, e);
    at += 16;
  } while (at < end);
  const scale = f32x4.div(f32x4.splat(1), sum);
  at = scores;
  do {
    v128.store(at, f32x4.mul(v128.load(at), scale));
    at += 16;
  } while (at < end);
}

/**
 * out = Σ over positions of the queries' shares times the value. The sums lie in out, which stays in the L1
 * cache, and every value is read once.
 */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function mix(values: usize, scores: usize, out: usize, headDim: i32, positions: i32): void {
  const bytes = <usize>headDim << 2;
  memory.fill(out, 0, bytes << 2);
  for (let left = positions; left > 0; left -= ahead) {
    const end = values + <usize>min(left, ahead) * bytes;
    fetch(values, end);
    do {
      // With an odd number of positions the last is its own partner, with a share of 0
      const second = values + bytes < end;
      mixTwo(values, second ? values + bytes : values, scores, second, out, bytes);
      values += 2 * bytes;
      scores += 32;
    } while (values < end);
  }
}

// Positions whose values are fetched before they are used
const ahead = 4;

/** Reads a word of every cache line in order. The processor prefetches that, but not the two rows of `mixTwo`. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function fetch(from: usize, end: usize): void {
  do {
    load<i32>(from);
    from += 64;
  } while (from < end);
}

/** out += two values times their four shares each: 8 shares, 2 values and a sum fit the registers. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function mixTwo(v: usize, w: usize, shares: usize, second: bool, out: usize, bytes: usize): void {
  const s0 = v128.load32_splat(shares), s1 = v128.load32_splat(shares, 4);
  const s2 = v128.load32_splat(shares, 8), s3 = v128.load32_splat(shares, 12);
  let t = f32x4.splat(0);
  if (second) t = v128.load(shares, 16);
  const t0 = v128.shuffle<f32>(t, t, 0, 0, 0, 0), t1 = v128.shuffle<f32>(t, t, 1, 1, 1, 1);
  const t2 = v128.shuffle<f32>(t, t, 2, 2, 2, 2), t3 = v128.shuffle<f32>(t, t, 3, 3, 3, 3);
  const o1 = bytes, o2 = o1 + bytes, o3 = o2 + bytes;
  const end = out + bytes;
  do {
    const a = v128.load(v), b = v128.load(w);
    v128.store(out, f32x4.add(v128.load(out), f32x4.add(f32x4.mul(a, s0), f32x4.mul(b, t0))));
    v128.store(out + o1, f32x4.add(v128.load(out + o1), f32x4.add(f32x4.mul(a, s1), f32x4.mul(b, t1))));
    v128.store(out + o2, f32x4.add(v128.load(out + o2), f32x4.add(f32x4.mul(a, s2), f32x4.mul(b, t2))));
    v128.store(out + o3, f32x4.add(v128.load(out + o3), f32x4.add(f32x4.mul(a, s3), f32x4.mul(b, t3))));
    v += 16;
    w += 16;
    out += 16;
  } while (out < end);
}
