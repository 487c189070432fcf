import { expect, test } from "bun:test";
import { share } from "../../src/engine/share.ts";

const shares = (total: number, block: number, size: number) =>
  Array.from({ length: size }, (_, rank) => share(total, block, { rank, size }));

test("the shares follow one another and cover everything", () => {
  for (const total of [0, 1, 7, 8, 9, 100, 128_256]) {
    for (const block of [1, 4, 8]) {
      for (const size of [1, 2, 3, 9]) {
        let end = 0;
        for (const [from, to] of shares(total, block, size)) {
          expect(from).toBe(end);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(from % block === 0 || from === total).toBe(true);
          end = to;
        }
        expect(end).toBe(total);
      }
    }
  }
});

test("they are as even as whole blocks allow", () => {
  expect(shares(9, 1, 2)).toEqual([
    [0, 4],
    [4, 9],
  ]);
  expect(shares(10, 4, 2)).toEqual([
    [0, 4],
    [4, 10],
  ]);
});

test("more ranks than blocks leave some with nothing", () => {
  expect(shares(4, 4, 3)).toEqual([
    [0, 0],
    [0, 0],
    [0, 4],
  ]);
});
