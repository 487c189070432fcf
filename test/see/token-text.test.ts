import { expect, test } from "bun:test";
import { join } from "node:path";
import { columnsOf } from "../../src/see/cells.ts";
import { showToken, tokenNames } from "../../src/see/token-text.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { randomTexts } from "../support/random-text.ts";
import { fixture } from "../support/reference.ts";

test.each([
  [" time", "·time"],
  ["\n\n\t", "↵↵⇥"],
  ["\x1b[31m", "␛[31m"],
  ["a\u200bb", "a\\u{200b}b"],
  ["a\u00a0b", "a\\u{a0}b"],
  ["\u0301", "◌\u0301"],
  ["e\u0301", "e\u0301"],
  ["👩‍🚀", "👩‍🚀"],
  ["", ""],
])("%p is shown as %p", (text, want) => {
  expect(showToken(text)).toBe(want);
});

test("nothing that a terminal obeys, and nothing that cannot be seen, is left", () => {
  const next = randomTexts(2, 8);
  for (let n = 0; n < 2000; n++) {
    const text = next();
    const shown = showToken(text);
    expect(shown).not.toMatch(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/u);
    if (text !== "") expect([text, columnsOf(shown) > 0]).toEqual([text, true]);
  }
});

test("a token that is a part of a character is named by its bytes", () => {
  const tokenizer = Tokenizer.load(join(fixture("tiny-llama"), "tokenizer.model"));
  const name = tokenNames(tokenizer);
  const parts = tokenizer.encode("日 é").map(name);
  expect(parts.join("").replace(/\\x[0-9a-f]{2}/g, "")).not.toMatch(/[^\x20-\x7e·日é]/);
  // The fixture's first 256 tokens are the bytes
  const byte =
    Array.from({ length: 256 }, (_, id) => id).find((id) => tokenizer.bytesOf(id)[0] === 0xe6) ?? -1;
  expect(name(byte)).toBe("\\xe6");
  expect(name(tokenizer.special.beginOfText)).toBe("<|begin_of_text|>");
});
