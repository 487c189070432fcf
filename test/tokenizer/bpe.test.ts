import { describe, expect, test } from "bun:test";
import { bytePairEncode } from "../../src/tokenizer/bpe.ts";

/** The 256 bytes, ranks 0 to 255, and the given tokens after them. */
function vocabulary(...tokens: string[]): Map<string, number> {
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  return new Map([...bytes, ...tokens].map((token, rank) => [token, rank]));
}

function encode(piece: string, ranks: ReadonlyMap<string, number>): string[] {
  const tokens = [...ranks.keys()];
  return bytePairEncode(piece, ranks).map((id) => tokens[id]);
}

describe("byte pair encoding", () => {
  test("joins the lowest rank first: l l a m a → ll ama", () => {
    const ranks = vocabulary("am", "ll", "ma", "ama", "la", "lam");
    expect(encode("llama", ranks)).toEqual(["ll", "ama"]);
    expect(bytePairEncode("llama", ranks)).toEqual([257, 259]);
  });

  test("the order of the ranks decides, not the length of the result", () => {
    expect(encode("abc", vocabulary("ab", "bc"))).toEqual(["ab", "c"]);
    expect(encode("abc", vocabulary("bc", "ab"))).toEqual(["a", "bc"]);
    // Bc first: then abcd has no way to be two tokens
    expect(encode("abcd", vocabulary("bc", "ab", "cd"))).toEqual(["a", "bc", "d"]);
  });

  test("of equal ranks the leftmost is joined first", () => {
    expect(encode("aaa", vocabulary("aa"))).toEqual(["aa", "a"]);
    expect(encode("aaaaa", vocabulary("aa", "aaa"))).toEqual(["aa", "aaa"]);
  });

  test("a piece that is a token is taken whole, even where no join leads there", () => {
    expect(encode("xyz", vocabulary("xyz"))).toEqual(["xyz"]);
    expect(encode("xyzx", vocabulary("xyz"))).toEqual(["x", "y", "z", "x"]);
  });

  test("a single byte, and bytes that are no text", () => {
    expect(bytePairEncode("\xff", vocabulary())).toEqual([255]);
    expect(bytePairEncode("\xf0\x9f\x00\x80", vocabulary("\xf0\x9f"))).toEqual([256, 0, 128]);
  });

  test("a byte that is no token is named", () => {
    const small = new Map([["a", 0]]);
    expect(() => bytePairEncode("a\x04", small)).toThrow("a byte 0x04, for which the tokenizer has no token");
  });

  test("100,000 equal letters", () => {
    const ids = bytePairEncode("a".repeat(100_001), vocabulary("aa", "aaaa", "aaaaaaaa"));
    expect(ids).toEqual([...Array<number>(12_500).fill(258), 0x61]);
  });

  test("is what the definition says, for any vocabulary", () => {
    /** The definition, word by word. */
    function define(piece: string, ranks: ReadonlyMap<string, number>): string[] {
      if (ranks.has(piece)) return [piece];
      const parts = [...piece];
      for (;;) {
        const pairs = parts.slice(1).map((part, i) => ranks.get(parts[i] + part) ?? Infinity);
        const lowest = Math.min(...pairs);
        if (lowest === Infinity) return parts;
        const at = pairs.indexOf(lowest);
        parts.splice(at, 2, parts[at] + parts[at + 1]);
      }
    }

    let state = 1;
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    const word = (length: number) => Array.from({ length }, () => "abc"[random(3)]).join("");
    for (let round = 0; round < 300; round++) {
      const tokens = new Set(Array.from({ length: random(25) }, () => word(2 + random(4))));
      const ranks = vocabulary(...tokens);
      const piece = word(1 + random(60));
      expect(encode(piece, ranks)).toEqual(define(piece, ranks));
    }
  });
});
