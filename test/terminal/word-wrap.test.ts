import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { WordWrap } from "../../src/terminal/word-wrap.ts";
import { Emulator } from "../support/emulator.ts";

/** The rows of a screen of ten columns, after a text came in pieces. */
function rowsOf(pieces: readonly string[], columns = 10): string[] {
  const screen = new Emulator(columns, 20);
  const wrap = new WordWrap();
  for (const piece of pieces) screen.write(wrap.push(piece, columns).replaceAll("\n", "\r\n"));
  return screen.screen.slice(0, screen.row + 1);
}

describe("a text that comes bit by bit is broken", () => {
  test.each<[string, string[], string[]]>([
    ["between words", ["one two three"], ["one two", "three"]],
    ["before a word that began in an earlier piece", ["one two", " th", "ree"], ["one two", "three"]],
    [
      "before a word that turns out to be long",
      ["one ", "t", "wo", "threefour", "x"],
      ["one", "twothreef", "ourx"],
    ],
    ["where its lines end", ["one\ntwo\n", "\nthree"], ["one", "two", "", "three"]],
    ["without a space at the beginning of a row", ["one two t ", " hree"], ["one two t", "hree"]],
    ["within a word that is longer than a row", ["abcdefghijklm"], ["abcdefghi", "jklm"]],
    ["between Chinese characters", ["漢字漢字漢", "字"], ["漢字漢字", "漢字"]],
    ["not before a closing mark", ["漢字漢字", "。"], ["漢字漢", "字。"]],
    [
      "before colours and what they colour",
      ["one two\x1b[2m (th", "ree)\x1b[22m x"],
      ["one two", "(three) x"],
    ],
  ])("%s", (_, pieces, rows) => {
    expect(rowsOf(pieces)).toEqual(rows);
  });

  test("where marks and parts of emoji come in a piece of their own", () => {
    expect(rowsOf(["ab 👍", "🏽", " cd ", "👩", "\u200d🚀", "efg"], 12)).toEqual([
      "ab 👍🏽 cd",
      "👩\u200d🚀efg",
    ]);
  });
});

const word = fc.constantFrom(
  "a",
  "word",
  "longer",
  "extraordinary",
  "漢字",
  "「かな」。",
  "e\u0301te\u0301",
  "don't",
  "x-y",
);
const gap = fc.constantFrom(" ", " ", " ", "  ", "\n", "\n\n");

test.each([true, false])(
  "whatever the pieces, all of it is shown, words are whole if they fit, and no row is full (joining terminal: %s)",
  (joins) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, gap), { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 8, max: 40 }),
        (words, lengths, columns) => {
          const text = words.flat().join("");
          const screen = new Emulator(columns, 200, joins);
          const wrap = new WordWrap();
          for (let at = 0, n = 0; at < text.length; n++) {
            const length = lengths[n % lengths.length];
            screen.write(wrap.push(text.slice(at, at + length), columns).replaceAll("\n", "\r\n"));
            at += length;
            expect(screen.column).toBeLessThan(columns);
          }
          const rows = screen.screen;
          expect(rows.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
          for (const [each] of words) {
            if (/^[a-z]+$/.test(each) && each.length < columns)
              expect(rows.some((row) => row.includes(each))).toBe(true);
          }
          expect(screen.unknown).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  },
);

test("marks and emoji of any kind never make a row too wide", () => {
  const unit = fc.constantFrom(
    "a",
    " ",
    "👩",
    "\u200d",
    "🚀",
    "🏽",
    "❤",
    "\ufe0f",
    "\u0301",
    "🇹",
    "漢",
    "நி",
    "\n",
    "\t",
  );
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  fc.assert(
    fc.property(fc.array(unit), fc.integer({ min: 14, max: 30 }), (units, columns) => {
      const screen = new Emulator(columns, 300, false);
      const wrap = new WordWrap();
      let newlines = 0;
      for (const { segment } of segmenter.segment(units.join(""))) {
        const shown = wrap.push(segment, columns).replaceAll("\n", "\r\n");
        newlines += shown.split("\n").length - 1;
        screen.write(shown);
      }
      // The terminal itself broke no row
      expect(screen.row).toBe(newlines);
    }),
    { numRuns: 2000 },
  );
});
