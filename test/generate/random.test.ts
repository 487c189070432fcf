import { expect, test } from "bun:test";
import { createRandom, randomSeed, splitmix64, xoshiro128StarStar } from "../../src/generate/random.ts";

function take<T>(count: number, next: () => T): T[] {
  return Array.from({ length: count }, next);
}

test("xoshiro128** from state 1, 2, 3, 4: the values of the authors' C code, version 1.1", () => {
  expect(take(10, xoshiro128StarStar(Uint32Array.of(1, 2, 3, 4)))).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test("splitmix64: the values of the authors' C code", () => {
  expect(take(5, splitmix64(1234567n))).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
  expect(take(2, splitmix64(0n))).toEqual([16294208416658607535n, 7960286522194355700n]);
  expect(take(2, splitmix64(2n ** 64n - 1n))).toEqual([16490336266968443936n, 16834447057089888969n]);
});

// What Rust's rand_xoshiro 0.6 gives for Xoshiro128StarStar::seed_from_u64(seed), which seeds in the same way
const integers: [seed: bigint, outputs: number[]][] = [
  [0n, [3737715805, 2584255861, 2876756834, 3286328325, 1553311962, 1625202774]],
  [1n, [1695105466, 1423115009, 634581793, 1068227753, 716759206, 4186505319]],
  [42n, [1776835114, 4165204688, 17111135, 2317295270, 2792088233, 2554630222]],
  [2n ** 64n - 1n, [477689756, 2493998634, 555695776, 607808419, 61340979, 301466976]],
];

test.each(integers)(
  "createRandom(%d): two integers of the generator make one number of 53 bits",
  (seed, outputs) => {
    const expected: number[] = [];
    for (let i = 0; i < outputs.length; i += 2) {
      const bits = ((BigInt(outputs[i]) >> 5n) << 26n) | (BigInt(outputs[i + 1]) >> 6n);
      expected.push(Number(bits) / 2 ** 53);
    }
    expect(take(3, createRandom(seed))).toEqual(expected);
  },
);

test("numbers and bigints are the same seed, taken modulo 2^64", () => {
  expect(take(3, createRandom(42))).toEqual(take(3, createRandom(42n)));
  expect(take(3, createRandom(-1))).toEqual(take(3, createRandom(2n ** 64n - 1n)));
  expect(take(3, createRandom(7n + 2n ** 64n))).toEqual(take(3, createRandom(7)));
  expect(() => createRandom(0.5)).toThrow(RangeError);
  expect(() => createRandom(Number.NaN)).toThrow(RangeError);
});

test("the numbers fill [0, 1) evenly, down to their last bits", () => {
  const numbers = take(20_000, createRandom(2024));
  expect(numbers.every((x) => x >= 0 && x < 1 && Number.isInteger(x * 2 ** 53))).toBe(true);
  const mean = numbers.reduce((sum, x) => sum + x) / numbers.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / numbers.length));
  for (const bit of [1, 2, 26, 27, 28, 52, 53]) {
    const ones = numbers.filter((x) => Math.floor(x * 2 ** bit) % 2 === 1).length;
    expect(Math.abs(ones / numbers.length - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / numbers.length));
  }
});

test("randomSeed gives integers of 32 bits that differ", () => {
  const seeds = take(8, randomSeed);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  expect(new Set(seeds).size).toBeGreaterThan(1);
});
