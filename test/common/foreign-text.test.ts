import { describe, expect, test } from "bun:test";
import { showForeign, showForeignLines } from "../../src/common/foreign-text.ts";

describe("on one line, what a terminal obeys or a reader cannot see is written out:", () => {
  test.each([
    ["a colour", "\x1b[31mred", "\\u{1b}[31mred"],
    ["a CSI in one character", "a\x9b31mb", "a\\u{9b}31mb"],
    ["a title", "\x1b]0;owned\x07", "\\u{1b}]0;owned\\u{7}"],
    ["line feed, tab, carriage return", "a\nb\tc\rd", "a\\u{a}b\\u{9}c\\u{d}d"],
    ["NUL, DEL and NEL", "\0\x7f\x85", "\\u{0}\\u{7f}\\u{85}"],
    ["line and paragraph separators", "a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
    [
      "bidirectional marks",
      "\u061c\u200e\u200f\u202a\u202e\u2066\u2069",
      "\\u{61c}\\u{200e}\\u{200f}\\u{202a}\\u{202e}\\u{2066}\\u{2069}",
    ],
    ["zero-width characters", "a\u200bb\u2060c\ufeffd\u00ade", "a\\u{200b}b\\u{2060}c\\u{feff}d\\u{ad}e"],
    ["joiners that join nothing", "wq\u200d.weight\u200c", "wq\\u{200d}.weight\\u{200c}"],
    ["a joiner after a mark of direction", "\u061c\u200d", "\\u{61c}\\u{200d}"], // found by the fuzzer
    ["a second joiner", "👩\u200d\u200d🚀", "👩\u200d\\u{200d}🚀"],
    ["tags without a flag", "a\u{e0067}", "a\\u{e0067}"],
    ["half a surrogate pair", "a\ud83db", "a\\u{d83d}b"],
  ])("%s", (_, text, shown) => {
    expect(showForeign(text)).toBe(shown);
    expect(showForeign(shown)).toBe(shown);
  });
});

test.each([
  "layers.0.attention.wq.weight",
  "ein Modell für 新しい人",
  "C:\\models\\new",
  "👩\u200d🚀 👍🏽 ❤️\u200d🔥 🇹🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "می\u200cخواهم क्\u200dष",
  "é",
])("what people write stays as it is: %s", (text) => {
  expect(showForeign(text)).toBe(text);
  expect(showForeignLines(text)).toBe(text);
});

describe("a text is cut", () => {
  test("only when it is longer", () => {
    expect(showForeign("abcdef", 6)).toBe("abcdef");
    expect(showForeign("abcdefg", 6)).toBe("abcde…");
  });
  test("between characters", () => {
    expect(showForeign("😀😀😀", 3)).toBe("😀😀😀");
    expect(showForeign("😀😀😀😀", 3)).toBe("😀😀…");
  });
  test("by what it says, not by how that is written out", () => {
    expect(showForeign("\x1b\x1b\x1b", 2)).toBe("\\u{1b}…");
  });
});

test("over several lines, line feeds and tabs stay", () => {
  expect(showForeignLines("a\tb\r\nc\rd\n\x1b[2J")).toBe("a\tb\nc\\u{d}d\n\\u{1b}[2J");
});
