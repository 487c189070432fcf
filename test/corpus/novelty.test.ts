import { expect, test } from "bun:test";
import { sentencesOf, shareKnown } from "../../src/corpus/novelty.ts";

test("sentences end with their sign, but not within a sentence that goes on", () => {
  expect(sentencesOf('One day, Mia ran. "Help!" she cried. "Come here." 🐶 The end')).toEqual([
    "One day, Mia ran.",
    '"Help!" she cried.',
    '"Come here."',
    "🐶 The end",
  ]);
  expect(sentencesOf("🐶🐱")).toEqual([]);
});

test("the share that stands in the corpus, by hand: two of four", () => {
  const known = new Set(sentencesOf("Mia ran. The fox slept. All was well."));
  expect(shareKnown("Mia ran. Ben ran. All was well. The end.", known)).toBe(0.5);
  expect(shareKnown("", known)).toBe(0);
});
