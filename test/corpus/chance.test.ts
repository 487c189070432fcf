import { describe, expect, test } from "bun:test";
import { pickSome, pickWeighted } from "../../src/corpus/chance.ts";
import { createRandom } from "../../src/generate/random.ts";

const random = createRandom(2);

describe("drawing by chance", () => {
  test("takes by weight: 1 to 3, within five standard deviations", () => {
    const draws = Array.from({ length: 10_000 }, () =>
      pickWeighted(random, [
        [1, "a"],
        [3, "b"],
      ] as const),
    );
    const count = draws.filter((draw) => draw === "a").length;
    expect(Math.abs(count - 2500)).toBeLessThan(5 * Math.sqrt(10_000 * 0.25 * 0.75));
  });

  test("takes some, all different, and no more than there are", () => {
    for (let round = 0; round < 100; round++) {
      expect(new Set(pickSome(random, [1, 2, 3, 4], 3)).size).toBe(3);
    }
    expect(pickSome(random, [1, 2], 5).sort()).toEqual([1, 2]);
  });
});
