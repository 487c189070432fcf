import { describe, expect, test } from "bun:test";
import { columnsOf, cut, fit, padEnd, padStart, table, wrap, wrapParts } from "../../src/see/cells.ts";
import { showToken } from "../../src/see/token-text.ts";
import { randomTexts } from "../support/random-text.ts";

test.each([
  ["short", 5, "short"],
  ["longer", 5, "long…"],
  ["日本語", 6, "日本語"],
  // A wide character that would be cut in half is left out
  ["日本語", 5, "日本…"],
  ["日本語", 4, "日…"],
  ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
  ["👩‍🚀👩‍🚀", 3, "👩‍🚀…"],
  ["x", 0, ""],
])("%p cut to %d columns", (text, columns, want) => {
  expect(cut(text, columns)).toBe(want);
});

test("padding counts columns, not characters or colours", () => {
  expect([padEnd("日本", 6), padStart("日本", 6), padEnd("abc", 2)]).toEqual(["日本  ", "  日本", "abc"]);
  expect(padEnd("\x1b[31mab\x1b[39m", 4)).toBe("\x1b[31mab\x1b[39m  ");
});

describe("prose", () => {
  test("is broken at spaces", () => {
    expect(wrap("one two three", 9, "  ")).toEqual(["  one two", "  three"]);
  });

  test("a word that is too long is broken", () => {
    expect(wrap("a 日本語日本語", 5)).toEqual(["a", "日本", "語日", "本語"]);
  });
});

test("a table lines its columns up, and cuts the last one", () => {
  const rows = [
    ["token", "rank", "likelier"],
    ["日本", "7", "abcdefgh"],
  ];
  expect(table(rows, { align: ["left", "right", "left"], width: 20, indent: " " })).toEqual([
    " token  rank  likel…",
    " 日本      7  abcde…",
  ]);
});

test("parts stay whole", () => {
  expect(wrapParts(["one", "two", "three"], 12)).toEqual(["  one   two", "  three"]);
});

test("whatever the text: a cell has its width, and lines do not exceed theirs", () => {
  const next = randomTexts(1, 30);
  for (let n = 0; n < 2000; n++) {
    const text = showToken(next());
    const columns = 1 + (n % 40);
    expect([text, columnsOf(fit(text, columns))]).toEqual([text, columns]);
    // A letter with combining emoji may take several columns
    const most = columns + 9;
    const lines = wrap(text, most);
    for (const line of lines) expect([text, columnsOf(line) <= most]).toEqual([text, true]);
    expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  }
});
