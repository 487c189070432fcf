import { describe, expect, test } from "bun:test";
import { cutToCells, glyphs, mostCells } from "../../src/terminal/glyphs.ts";

// Counted in xterm (which shows each code point by itself) and in kitty (which joins them)
test.each<[string, string, number, number]>([
  ["a letter", "a", 1, 1],
  ["a wide character", "漢", 2, 2],
  ["an accent of its own", "e\u0301", 1, 1],
  ["a family", "👩‍👩‍👧", 2, 6],
  ["a skin tone", "👍🏽", 2, 4],
  ["a flag", "🇹🇷", 2, 4],
  ["a flag of tags", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2, 2],
  ["a heart as a picture", "❤️", 2, 2],
  ["a Tamil syllable", "நி", 1, 2],
])("%s is one glyph, with its cells in both kinds of terminal", (_, text, width, most) => {
  expect(glyphs(text)).toEqual([{ text, width, most }]);
});

test("a run of skin tones is one grapheme, but no terminal shows it in two cells", () => {
  expect(glyphs("🏽".repeat(60))).toEqual(
    Array.from({ length: 60 }, () => ({ text: "🏽", width: 2, most: 2 })),
  );
});

describe("a text is cut", () => {
  test.each([
    ["abcdef", 6, "abcdef"],
    ["abcdefg", 6, "abcde…"],
    ["漢字漢字", 6, "漢字…"],
    ["漢字", 4, "漢字"],
    ["ab", 1, "…"],
    ["ab", 0, ""],
  ])("%s to %i cells", (text, cells, shown) => {
    expect(cutToCells(text, cells)).toBe(shown);
    expect(mostCells(shown)).toBeLessThanOrEqual(cells);
  });
});
