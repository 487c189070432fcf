import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../../../src/generate/random.ts";
import { Tokenizer } from "../../../src/tokenizer/tokenizer.ts";
import { formatTiktoken, trainTokenizer } from "../../../src/training/tokenizer/train-tokenizer.ts";

const folder = mkdtempSync(join(tmpdir(), "llama-nb-tokenizer-"));
afterAll(() => rmSync(folder, { recursive: true }));

const text =
  'The fox ran. The fox ran to the old fox, and the fox said: "I\'m 123 years old!"\n\nCafé 🦊🦊 Café';
const tokens = trainTokenizer([text, text], 280);

async function load(): Promise<Tokenizer> {
  const path = join(folder, "tokenizer.model");
  await Bun.write(path, formatTiktoken(tokens));
  return Tokenizer.load(path);
}

describe("a trained tokenizer", () => {
  test("is a tokenizer.model: base64, a space, the rank", () => {
    const lines = formatTiktoken(tokens).split("\n");
    expect(lines[0]).toBe("AA== 0");
    expect(lines[255]).toBe("/w== 255");
    expect(lines).toHaveLength(281);
    expect(Buffer.from(lines[256].split(" ")[0], "base64").toString()).toBe(tokens[256]);
  });

  test("the loader takes it and adds the 256 special tokens", async () => {
    const tokenizer = await load();
    expect(tokenizer.vocabSize).toBe(536);
    expect(tokenizer.special.beginOfText).toBe(280);
    expect(tokenizer.special.eotId).toBe(289);
  });

  test("tokens never cross the cuts of Llama 3's pattern", () => {
    for (const token of tokens.slice(256)) expect(token).not.toMatch(/[a-z] |[.,!] ./i);
    expect(tokens).toContain(" fox");
  });

  test("any text comes back, and any byte is a token", async () => {
    const tokenizer = await load();
    const random = createRandom(5);
    for (let round = 0; round < 200; round++) {
      const any = Array.from({ length: 30 }, () => {
        const code = Math.floor(random() * (random() < 0.5 ? 0x80 : 0x11_0000));
        return code >= 0xd800 && code < 0xe000 ? "x" : String.fromCodePoint(code);
      }).join("");
      expect(tokenizer.decode(tokenizer.encode(any))).toBe(any);
    }
    for (let byte = 0; byte < 256; byte++) expect([...tokenizer.bytesOf(byte)]).toEqual([byte]);
  });

  test("what is required becomes a token, however rare", () => {
    expect(trainTokenizer([text], 300)).not.toContain("zebra");
    expect(trainTokenizer([text], 300, new Set(["zebra"]))).toContain("zebra");
  });

  test("fewer than 256 tokens are refused", () => {
    expect(() => trainTokenizer([text], 255)).toThrow("at least the 256 bytes");
  });
});
