import { expect, test } from "bun:test";
import { columnAfter } from "../../src/terminal/column.ts";

// Counted by hand, as a terminal of ten columns shows them
test.each<[string, number, string, number]>([
  ["letters", 0, "abc", 3],
  ["letters further on", 4, "abc", 7],
  ["a full row, where the cursor waits", 7, "abc", 10],
  ["one letter more", 7, "abcd", 1],
  ["several rows", 0, "a".repeat(25), 5],
  ["a line end", 7, "abc\nde", 2],
  ["a line end last", 7, "abc\n", 0],
  ["colours", 0, "\x1b[2mab\x1b[22m", 2],
  ["wide characters", 0, "漢字", 4],
  ["a wide character that no longer fits the row", 9, "漢", 2],
  ["an emoji of several code points", 0, "👩‍👩‍👧", 2],
  ["an accent of its own", 0, "e\u0301", 1],
  ["a tab", 1, "\t", 8],
  ["a tab near the edge", 8, "\t", 9],
])("the cursor's column after %s", (_, column, text, after) => {
  expect(columnAfter(column, text, 10)).toBe(after);
});
