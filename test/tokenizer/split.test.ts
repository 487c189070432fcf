import { describe, expect, test } from "bun:test";
import { splitText } from "../../src/tokenizer/split.ts";

const split = (text: string) => [...splitText(text)];

/** The pieces, and that joined they are the text. */
function expectPieces(...pieces: string[]) {
  expect(split(pieces.join(""))).toEqual(pieces);
}

describe("how text is cut", () => {
  test("nothing", () => expectPieces());
  test("a word takes the space before it", () => expectPieces("Hello", ",", " world", "!"));
  test("a word takes a sign before it", () => expectPieces("(word", ")", " x", "_y"));
  test("a word takes a tab or a no-break space before it", () => expectPieces("a", "\tb", "\u00a0c"));
  test("of several spaces the last goes with the word", () => expectPieces("a", "  ", " b", "   "));
  test("spaces before digits stay alone", () => expectPieces("a", " ", "1", " ", " ", "2"));
  test("digits in threes", () => expectPieces("123", "456", "7", "x", "89"));
  test("digits and numbers of other scripts", () => expectPieces("٠١٢", "٣½²", "Ⅷ"));
  test("signs with a space before and line ends after", () => expectPieces("a", " ?!\n\n", "b"));
  test("line ends with the white space before them", () => expectPieces("a", " \n \r\n", " b"));
  test("a line end, then an indented word", () => expectPieces("a", "\n", "   ", " b"));
  test("U+0085 before a line end", () => expectPieces("a", "\u0085\n", " ", " b"));
  test("white space at the end", () => expectPieces("a", " \t "));
  test("letters with marks", () => expectPieces("cafe", "\u0301", " na\u00efve"));
  test("letters beyond U+FFFF", () => expectPieces("𝕏𝕐", "𝟘𝟙𝟚", "𝟛"));
  test("emoji", () => expectPieces(" 👩\u200d🚀", " go", "👍🏽\n", "👍"));
});

describe("contractions", () => {
  test.each([
    "'s",
    "'S",
    "'t",
    "'T",
    "'re",
    "'rE",
    "'Re",
    "'ve",
    "'VE",
    "'m",
    "'M",
    "'ll",
    "'lL",
    "'d",
    "'D",
  ])("%s", (ending) => expectPieces("x", ending, " y"));
  test("the long s is an s in another case", () => expectPieces("x", "'ſ", "x"));
  test("the curly apostrophe makes none", () => expectPieces("it", "’s"));
  test("only the ending is cut off", () => expectPieces("'t", "is", " rock", "'n", "'roll"));
});

describe("white space is the Unicode property White_Space", () => {
  // A sign joins the signs after it; white space stays apart, but for one space
  const isSpace = (character: string) => split(`${character}${character}?`).length > 1;
  test.each([
    0x9, 0xb, 0xc, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
  ])("U+%s is", (code) => expect(isSpace(String.fromCharCode(code))).toBe(true));
  test.each([0x0, 0x1c, 0x1d, 0x1e, 0x1f, 0x180e, 0x200b, 0x200d, 0x2060, 0xfeff])("U+%s is not", (code) =>
    expect(isSpace(String.fromCharCode(code))).toBe(false),
  );
});

test("unpaired surrogates are cut as U+FFFD is", () => {
  for (const text of ["a*b", "* *1", "**\n", "'*", "𝕏*"]) {
    const lengths = (character: string) =>
      split(text.replaceAll("*", character)).map((piece) => piece.length);
    expect(lengths("\ud83d")).toEqual(lengths("\ufffd"));
    expect(lengths("\ude00")).toEqual(lengths("\ufffd"));
  }
});

describe("very long text is cut as in Meta's code", () => {
  const lengths = (text: string) => split(text).map((piece) => piece.length);
  test("a run of letters after 25,000", () => {
    expect(lengths("a".repeat(25_000))).toEqual([25_000]);
    expect(lengths("a".repeat(50_001))).toEqual([25_000, 25_000, 1]);
    expect(lengths(`b ${"a".repeat(25_001)}`)).toEqual([1, 25_001, 1]);
  });
  test("a run of white space after 25,000", () => {
    expect(lengths("\n".repeat(25_001))).toEqual([25_000, 1]);
    expect(lengths(`${" ".repeat(25_000)}x`)).toEqual([24_999, 2]);
    expect(lengths(`${" ".repeat(25_001)}x`)).toEqual([25_000, 2]);
  });
  test("characters count, not UTF-16 units", () => {
    expect(lengths("😀".repeat(25_001))).toEqual([50_000, 2]);
  });
  test("the ASCII separators count as white space here", () => {
    // 25,001 signs in all, but in two runs: no cut
    expect(lengths("!".repeat(15_000) + "\x1f".repeat(10_001))).toEqual([25_001]);
    expect(lengths("!".repeat(25_001))).toEqual([25_000, 1]);
  });
  test("any text after 400,000", () => {
    const sentence = "ab ".repeat(133_333); // 399,999 characters
    expect(split(`${sentence}cd`).slice(-3)).toEqual([" ab", " c", "d"]);
  });
});
