import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { breakLine, rowOf, shownBefore, wrapText } from "../../src/terminal/rows.ts";

const texts = (line: string, width: number, first?: number): string[] =>
  breakLine(line, width, first).map(({ text }) => text);

// Counted by hand
describe("a line is broken", () => {
  test.each<[string, string, number, string[]]>([
    ["not at all if it fits", "one two", 7, ["one two"]],
    ["between words", "one two three", 8, ["one two ", "three"]],
    ["with the space that no longer fits left out", "one two", 3, ["one", "two"]],
    ["with more spaces in the next row", "one   two", 3, ["one", "  ", "two"]],
    [
      "within a word that is longer than a row, where the row ends",
      "a wwwwwwwwww",
      5,
      ["a www", "wwwww", "ww"],
    ],
    ["between Chinese characters", "漢字漢字", 5, ["漢字", "漢字"]],
    ["but not before a closing mark", "漢字。", 5, ["漢", "字。"]],
    ["nor after an opening one", "漢「字」", 6, ["漢", "「字」"]],
    ["with tabs as spaces", "a\tb\tc", 20, ["a       b       c"]],
    ["an empty one into one row", "", 5, [""]],
    ["after a family, which takes six cells in some terminals", "👩‍👩‍👧x", 6, ["👩‍👩‍👧", "x"]],
    ["within a run of skin tones, which is one grapheme", "🏽".repeat(5), 4, ["🏽🏽", "🏽🏽", "🏽"]],
  ])("%s", (_, line, width, rows) => {
    expect(texts(line, width)).toEqual(rows);
  });

  test("after fewer cells in the first row", () => {
    expect(texts("one two three", 9, 3)).toEqual(["one", "two three"]);
  });

  test("so that nothing is lost, and nothing is wider than a row", () => {
    const unit = fc.constantFrom("a", "bc", " ", "漢", "👍🏽", "🏽", "e\u0301", "。", "「", "\t");
    fc.assert(
      fc.property(fc.array(unit), fc.integer({ min: 2, max: 20 }), (units, width) => {
        const line = units.join("");
        const rows = breakLine(line, width);
        expect(rows.map(({ from, to }) => line.slice(from, to)).join("")).toBe(line);
        for (const { text } of rows) expect(Bun.stringWidth(text)).toBeLessThanOrEqual(Math.max(width, 8));
      }),
    );
  });
});

test("a position has a row, and what is shown before it", () => {
  const line = "one two\tx";
  const rows = breakLine(line, 8);
  expect(rows.map(({ text }) => text)).toEqual(["one two ", "x"]);
  expect([0, 4, 7, 8, 9].map((position) => rowOf(rows, position))).toEqual([0, 0, 0, 1, 1]);
  expect(shownBefore(rows[0], line, 5)).toBe("one t");
  expect(shownBefore(rows[1], line, 9)).toBe("x");
});

test("a text keeps its lines, and rows do not end in spaces", () => {
  expect(wrapText("one two three\n\nfour", 8)).toBe("one two\nthree\n\nfour");
});
