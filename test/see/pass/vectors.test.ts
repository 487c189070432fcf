import { expect, test } from "bun:test";
import { angle, fewest, headLengths, indexOfLargest, rms } from "../../../src/see/pass/vectors.ts";

test("sizes and directions", () => {
  expect(rms(Float32Array.of(3, -4, 0, 0))).toBe(2.5);
  expect(headLengths(Float32Array.of(3, 4, 5, 12), 2)).toEqual([5, 13]);
  expect(angle(Float32Array.of(1, 0), Float32Array.of(0, 2))).toBeCloseTo(90, 10);
  expect(angle(Float32Array.of(1, 1), Float32Array.of(-2, -2))).toBeCloseTo(180, 4);
  expect(angle(Float32Array.of(0, 0), Float32Array.of(1, 0))).toBe(0);
  expect(indexOfLargest([1, 7, -9, 7])).toBe(1);
});

test("how few numbers have a part of all squares", () => {
  // Squares: 9, 1, 16, 0; half of 26 is 13
  const vector = Float32Array.of(3, 1, -4, 0);
  expect([fewest(vector, 0.5), fewest(vector, 0.9), fewest(vector, 1), fewest(vector, 0)]).toEqual([
    1, 2, 3, 0,
  ]);
  expect(fewest(new Float32Array(4), 0.5)).toBe(0);
});
