import { describe, expect, test } from "bun:test";
import { nearest, typingErrors } from "../../src/common/nearest.ts";

test.each([
  ["", "", 0],
  ["abc", "abc", 0],
  ["abc", "abd", 1],
  ["abc", "ab", 1],
  ["abc", "xabc", 1],
  ["abcd", "abdc", 1],
  ["ba", "ab", 1],
  ["kitten", "sitting", 3],
  // Not 2: no part is changed twice (that would be the unrestricted distance)
  ["ca", "abc", 3],
  ["abcdef", "badcfe", 3],
])("%j and %j are %d typing errors apart, both ways", (a, b, errors) => {
  expect(typingErrors(a, b)).toBe(errors);
  expect(typingErrors(b, a)).toBe(errors);
});

describe("the nearest candidate", () => {
  const flags = ["raw", "model", "seed", "threads", "weights", "max-tokens"];

  test.each([
    ["rwa", "raw"],
    ["row", "raw"],
    ["modle", "model"],
    ["wieghts", "weights"],
    ["weihgt", "weights"],
    ["maxtokens", "max-tokens"],
    ["threds", "threads"],
  ])("of %j is %j", (word, meant) => {
    expect(nearest(word, flags)).toBe(meant);
  });

  test.each(["bad", "sad", "mud", "model-dir", "temprature", "x", ""])("of %j is none", (word) => {
    expect(nearest(word, flags)).toBeUndefined();
  });

  test("is the first of those that are equally near", () => {
    expect(nearest("cat", ["car", "bat"])).toBe("car");
  });
});
