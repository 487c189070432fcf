import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { letter, number } from "../../src/tokenizer/unicode.ts";
import { readJson } from "./fixtures.ts";

const recorded = readJson("tiktoken-unicode.json");

describe("of all code points, those are counted that tiktoken counts:", () => {
  test.each([
    ["letters", letter],
    ["numbers", number],
  ])("%s", (kind, pattern) => {
    const member = new RegExp(`^${pattern}$`, "v");
    const codes: number[] = [];
    for (let code = 0; code < 0x110000; code++) {
      const isSurrogate = code >= 0xd800 && code < 0xe000;
      if (!isSurrogate && member.test(String.fromCodePoint(code))) codes.push(code);
    }
    const sha256 = createHash("sha256").update(codes.join(",")).digest("hex");
    expect({ count: codes.length, sha256 }).toEqual(recorded[kind]);
  });
});

test("texts with characters of Unicode 16 and 17 get tiktoken's ids", () => {
  const { tokens, cases }: { tokens: string[]; cases: { text: string; ids: number[] }[] } = readJson(
    "tiktoken-new-characters.json",
  );
  const tokenizer = new Tokenizer(new Map(tokens.map((token, rank) => [atob(token), rank])));
  expect(cases).toHaveLength(186);
  for (const { text, ids } of cases) {
    expect({ text, ids: tokenizer.encode(text) }).toEqual({ text, ids });
    expect(tokenizer.decode(ids)).toBe(text);
  }
});
