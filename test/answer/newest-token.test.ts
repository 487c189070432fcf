import { expect, test } from "bun:test";
import { NewestToken } from "../../src/answer/newest-token.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { fixture } from "../support/reference.ts";

test("the newest token by its id and text, and the bytes that wait for the rest of a character", () => {
  const tokenizer = Tokenizer.load(`${fixture("tiny-llama")}/tokenizer.model`);
  const newest = new NewestToken(tokenizer);
  expect(newest.describe()).toBe("");
  // The first tokens of every vocabulary are the bytes
  const idOf = (byte: number): number => tokenizer.encode(String.fromCharCode(byte))[0];
  newest.push(idOf(0x20));
  expect(newest.describe()).toBe(`${idOf(0x20)} "·"`);
  newest.push(idOf(0x1b));
  expect(newest.describe()).toBe(`${idOf(0x1b)} "␛"`);
  const bytes = [...new TextEncoder().encode("😀")];
  const ids = bytes.map((byte) =>
    Array.from({ length: tokenizer.vocabSize }, (_, id) => id).find((id) => {
      const own = tokenizer.bytesOf(id);
      return own.length === 1 && own[0] === byte;
    }),
  );
  newest.push(ids[0] ?? -1);
  expect(newest.describe()).toBe(`${ids[0]} "\\xf0", waiting bytes: f0`);
  newest.push(ids[1] ?? -1);
  expect(newest.describe()).toBe(`${ids[1]} "\\x9f", waiting bytes: f0 9f`);
  newest.push(ids[2] ?? -1);
  newest.push(ids[3] ?? -1);
  expect(newest.describe()).toBe(`${ids[3]} "\\x80"`);
});
