import { describe, expect, test } from "bun:test";
import { createRandom } from "../../../src/generate/random.ts";
import { bytePairEncode } from "../../../src/tokenizer/bpe.ts";
import { trainBytePairs } from "../../../src/training/tokenizer/train-bpe.ts";

/** The definition, word by word: everything is counted anew after each merge. */
function define(pieceCounts: ReadonlyMap<string, number>, size: number): string[] {
  const tokens = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  let pieces = [...pieceCounts].map(([piece, count]) => ({ parts: [...piece], count }));
  while (tokens.length < size) {
    const pairs = new Map<string, { first: number; second: number; count: number }>();
    for (const { parts, count } of pieces) {
      for (let i = 1; i < parts.length; i++) {
        const [first, second] = [tokens.indexOf(parts[i - 1]), tokens.indexOf(parts[i])];
        const pair = pairs.get(`${first} ${second}`) ?? { first, second, count: 0 };
        pairs.set(`${first} ${second}`, { ...pair, count: pair.count + count });
      }
    }
    const [best] = [...pairs.values()].sort(
      (a, b) => b.count - a.count || a.first - b.first || a.second - b.second,
    );
    if (!best) break;
    const [left, right] = [tokens[best.first], tokens[best.second]];
    if (!tokens.includes(left + right)) tokens.push(left + right);
    pieces = pieces.map(({ parts, count }) => {
      const joined: string[] = [];
      for (let i = 0; i < parts.length; i++) {
        if (parts[i] === left && parts[i + 1] === right) {
          joined.push(left + right);
          i++;
        } else joined.push(parts[i]);
      }
      return { parts: joined, count };
    });
  }
  return tokens;
}

describe("training byte pairs", () => {
  test("the example of Sennrich et al. 2016, section 3.2: es, est, lo, low", () => {
    // Low 5, lower 2, newest 6, widest 3. Of e-s and s-t, both 9, the lower ids win; the paper takes the same
    const counts = new Map([
      ["low", 5],
      ["lower", 2],
      ["newest", 6],
      ["widest", 3],
    ]);
    expect(trainBytePairs(counts, 260).slice(256)).toEqual(["es", "est", "lo", "low"]);
  });

  test("of equal counts the lower first token wins, then the lower second one", () => {
    expect(
      trainBytePairs(new Map([["cd"], ["ab"], ["ac"]].map(([piece]) => [piece, 1])), 259).slice(256),
    ).toEqual(["ab", "ac", "cd"]);
  });

  test("pairs that overlap are joined from the left", () => {
    expect(trainBytePairs(new Map([["aaaaa", 1]]), 300).slice(256)).toEqual(["aa", "aaa", "aaaaa"]);
  });

  test("ends early when nothing is left to join", () => {
    expect(trainBytePairs(new Map([["ab", 3]]), 1000)).toHaveLength(257);
    expect(trainBytePairs(new Map(), 1000)).toHaveLength(256);
  });

  test("is what the definition says, for random pieces", () => {
    const random = createRandom(7);
    const below = (n: number) => Math.floor(random() * n);
    for (let round = 0; round < 60; round++) {
      const letters = "abcdefgh".slice(0, 2 + below(6));
      const counts = new Map<string, number>();
      for (let i = 0; i < 12; i++) {
        const piece = Array.from({ length: 1 + below(9) }, () => letters[below(letters.length)]).join("");
        counts.set(piece, 1 + below(4));
      }
      const size = 256 + below(40);
      expect(trainBytePairs(counts, size)).toEqual(define(counts, size));
    }
  });

  test("the encoder takes a piece apart as the training did", () => {
    const counts = new Map([
      ["banana", 4],
      ["bandana", 3],
      ["cabana", 2],
      ["anna", 5],
    ]);
    const tokens = trainBytePairs(counts, 300);
    const ranks = new Map(tokens.map((token, rank) => [token, rank]));
    for (const piece of counts.keys()) expect(bytePairEncode(piece, ranks)).toEqual([ranks.get(piece)!]);
    expect(
      bytePairEncode("banan", ranks)
        .map((id) => tokens[id])
        .join(""),
    ).toBe("banan");
  });
});
