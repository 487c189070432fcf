import { expect, test } from "bun:test";
import { visible } from "../../src/terminal/visible.ts";

test("control characters are shown, not obeyed", () => {
  expect(visible("red \x1b[31m, bell \x07, back\r\x08, \x7f \x9b2J")).toBe(
    "red ␛[31m, bell ␇, back␍␈, ␡ \ufffd2J",
  );
});

test("text, its lines and tabs stay as they are, as long as they were", () => {
  const text = "a\tb\nGrüße, 新しい 👩‍👩‍👧 \u00a0\u200d";
  expect(visible(text)).toBe(text);
  expect(visible("\x1b\x9b")).toHaveLength(2);
});
