import { expect, test } from "bun:test";
import { createRandom } from "../../src/generate/random.ts";
import { idOf, rankKey, selectHighest } from "../../src/generate/ranking.ts";

function highest(logits: ArrayLike<number>, wanted: number): number[] {
  const keys = new Float64Array(wanted);
  return Array.from(keys.subarray(0, selectHighest(Float32Array.from(logits), keys)), idOf);
}

/** All ids sorted by the definition: larger logit first, then lower id. */
function ranked(logits: ArrayLike<number>): number[] {
  return Array.from(logits, (logit, id) => ({ logit, id }))
    .filter(({ logit }) => logit > -Infinity)
    .sort((a, b) => (a.logit === b.logit ? a.id - b.id : a.logit < b.logit ? 1 : -1))
    .map(({ id }) => id);
}

test("keys rise as the rank falls, over the whole range of float32", () => {
  const falling = [
    Infinity,
    3.4028234663852886e38,
    2,
    1.0000001192092896,
    1,
    1e-45,
    0,
    -1e-45,
    -1,
    -2,
    -3.4e38,
  ];
  const keys = falling.map((logit) => rankKey(logit, 5));
  expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  expect(new Set(keys).size).toBe(falling.length);
  expect(rankKey(-0, 5)).toBe(rankKey(0, 5));
  expect(rankKey(1, 5)).toBeLessThan(rankKey(1, 6));
});

test("ids survive at both ends of the range", () => {
  for (const id of [0, 1, 128_255, 2 ** 21 - 1]) {
    for (const logit of [3e38, 0, -3e38]) expect(idOf(rankKey(logit, id))).toBe(id);
  }
});

test("of equal logits the lowest ids are selected, in order", () => {
  expect(highest([1, 3, 3, 2, 3, 3], 2)).toEqual([1, 2]);
  expect(highest([1, 3, 3, 2, 3, 3], 5)).toEqual([1, 2, 4, 5, 3]);
  expect(highest([0, -0, 0, -0], 3)).toEqual([0, 1, 2]);
});

test("NaN and -Infinity do not rank, +Infinity does", () => {
  expect(highest([Number.NaN, 1, -Infinity, Infinity, Number.NaN, 2], 6)).toEqual([3, 5, 1]);
  expect(highest([Number.NaN, -Infinity], 1)).toEqual([]);
  expect(highest([1, 2], 0)).toEqual([]);
});

test.each([1, 2, 3, 40, 999, 1000, 1500])("the highest %d of 1000 are those of a full sort", (wanted) => {
  const random = createRandom(wanted);
  const orders = {
    random: () => random() * 8 - 4,
    ties: () => Math.floor(random() * 20) - 10,
    rising: (id: number) => id / 7,
    falling: (id: number) => -id / 7,
  };
  for (const order of Object.values(orders)) {
    const logits = Float32Array.from({ length: 1000 }, (_, id) => order(id));
    expect(highest(logits, wanted)).toEqual(ranked(logits).slice(0, wanted));
  }
});
