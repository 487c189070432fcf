import { expect, test } from "bun:test";
import { judge } from "../../src/explain/surprise.ts";

const logits = Float32Array.of(1, 3, -2, 3, Number.NEGATIVE_INFINITY);

test("a token's probability, its rank and the entropy of the distribution", () => {
  const total = Math.exp(1) + 2 * Math.exp(3) + Math.exp(-2);
  const probabilities = [Math.exp(1) / total, Math.exp(3) / total, Math.exp(-2) / total, Math.exp(3) / total];
  const { logprob, rank, entropy } = judge(logits, 0);
  expect(logprob).toBeCloseTo(Math.log(probabilities[0]), 6);
  expect(rank).toBe(3);
  expect(entropy).toBeCloseTo(-probabilities.reduce((sum, p) => sum + p * Math.log(p), 0), 6);
});

test("of equal tokens both are the likeliest", () => {
  expect([judge(logits, 1).rank, judge(logits, 3).rank]).toEqual([1, 1]);
});

test("a certain distribution has no entropy", () => {
  const certain = new Float32Array(8).fill(Number.NEGATIVE_INFINITY);
  certain[2] = 5;
  expect(judge(certain, 2)).toMatchObject({ logprob: 0, rank: 1, entropy: 0 });
});
