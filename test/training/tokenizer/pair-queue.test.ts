import { expect, test } from "bun:test";
import { createRandom } from "../../../src/generate/random.ts";
import { PairQueue } from "../../../src/training/tokenizer/pair-queue.ts";

test("gives the largest count first, of equals the lower pair", () => {
  const random = createRandom(3);
  const pairs = Array.from({ length: 500 }, (_, pair) => ({ pair, count: Math.floor(random() * 20) }));
  const queue = new PairQueue();
  for (const { pair, count } of pairs.toSorted(() => random() - 0.5)) queue.push(pair, count);
  const expected = pairs.toSorted((a, b) => b.count - a.count || a.pair - b.pair);
  expect(pairs.map(() => queue.pop())).toEqual(expected);
  expect(queue.pop()).toBeUndefined();
});
