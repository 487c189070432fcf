/**
 * The random numbers for sampling: xoshiro128** 1.1, a generator of 32-bit numbers with 128 bits of state, which
 * splitmix64 fills, as the authors recommend. Both use integer arithmetic only, so a seed gives the same numbers on every
 * platform. Not suitable for secrets.
 *
 * Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators (2021); xoshiro128starstar.c and splitmix64.c
 * on prng.di.unimi.it, both in the public domain.
 */

/**
 * A seeded source of numbers from 0 up to, not including, 1: all multiples of 2^-53, each equally likely.
 * @param seed any integer; taken modulo 2^64
 * @throws RangeError for a number that is not an integer
 */
export function createRandom(seed: number | bigint): () => number {
  const seeds = splitmix64(BigInt(seed));
  // Low half first. splitmix64 never gives 0 twice in a row, so this is never the all-zero state, which stays zero
  const halves = [seeds(), seeds()].flatMap((x) => [x & 0xffff_ffffn, x >> 32n]);
  const next = xoshiro128StarStar(Uint32Array.from(halves, Number));
  return () => {
    const high = next() >>> 5; // 27 bits
    const low = next() >>> 6; // 26 bits
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

/** A random seed from the system's entropy: an integer of 32 bits, which is short enough to type. */
export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}

/**
 * xoshiro128**: each call steps the state and gives an integer of 32 bits, from 0 to 2^32 - 1.
 * @param state [4], changed in place; not all zero
 */
export function xoshiro128StarStar(state: Uint32Array): () => number {
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return result;
  };
}

/**
 * splitmix64: each call gives the next integer of 64 bits. It spreads seeds that differ little, such as 1 and 2.
 * @param seed where it starts; taken modulo 2^64
 */
export function splitmix64(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state + 0x9e37_79b9_7f4a_7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn);
    return z ^ (z >> 31n);
  };
}

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
