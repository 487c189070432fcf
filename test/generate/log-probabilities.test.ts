import { expect, test } from "bun:test";
import { logProbability, logSumExp, topLogProbabilities } from "../../src/generate/log-probabilities.ts";

/** Logits whose softmax is 1/16, 4/16, 2/16, 8/16, 1/16, moved up or down, which changes no probability. */
function logitsAt(offset: number): Float32Array {
  return Float32Array.from([1, 4, 2, 8, 1], (weight) => Math.log(weight) + offset);
}

test.each([0, 50, -50])("log probabilities are those of the softmax, with logits around %d", (offset) => {
  const logits = logitsAt(offset);
  const normalizer = logSumExp(logits);
  const expected = [1, 4, 2, 8, 1].map((weight) => Math.log(weight / 16));
  for (const [id, logprob] of expected.entries()) {
    expect(logProbability(logits, id, normalizer)).toBeCloseTo(logprob, 5);
  }
  const top = topLogProbabilities(logits, 4, normalizer);
  expect(top.map(({ id }) => id)).toEqual([3, 1, 2, 0]);
  for (const { id, logprob } of top) expect(logprob).toBe(logProbability(logits, id, normalizer));
});

test("log softmax of 1, 2, 3 is 1, 2, 3 less ln(e + e² + e³)", () => {
  const logits = Float32Array.of(1, 2, 3);
  const logprobs = [0, 1, 2].map((id) => logProbability(logits, id, logSumExp(logits)));
  for (const [id, expected] of [-2.4076059644, -1.4076059644, -0.4076059644].entries()) {
    expect(logprobs[id]).toBeCloseTo(expected, 9);
  }
});

test("no overflow where exp of a logit is infinite, no loss where it is 0", () => {
  expect(logSumExp(Float32Array.of(3e38, 0))).toBe(Math.fround(3e38));
  expect(logSumExp(Float32Array.of(-2000, -2000))).toBeCloseTo(-2000 + Math.LN2, 10);
  // 128,256 equal logits
  expect(logSumExp(new Float32Array(128_256).fill(1000))).toBeCloseTo(1000 + Math.log(128_256), 8);
});

test("NaN and -Infinity have no part in the sum and no place in the top", () => {
  const logits = Float32Array.of(Number.NaN, Math.log(3), -Infinity, 0);
  const normalizer = logSumExp(logits);
  expect(normalizer).toBeCloseTo(Math.log(4), 6);
  expect(logProbability(logits, 2, normalizer)).toBe(-Infinity);
  expect(topLogProbabilities(logits, 4, normalizer).map(({ id }) => id)).toEqual([1, 3]);
  expect(logSumExp(Float32Array.of(-Infinity, Number.NaN))).toBe(-Infinity);
  expect(logSumExp(Float32Array.of(1, Infinity))).toBe(Infinity);
});

test("the top has k tokens, at most all, and of equal ones the lowest ids", () => {
  const logits = Float32Array.of(1, 5, 5, 5, 2);
  const normalizer = logSumExp(logits);
  expect(topLogProbabilities(logits, 0, normalizer)).toEqual([]);
  expect(topLogProbabilities(logits, 2, normalizer).map(({ id }) => id)).toEqual([1, 2]);
  expect(topLogProbabilities(logits, 99, normalizer).map(({ id }) => id)).toEqual([1, 2, 3, 4, 0]);
});
