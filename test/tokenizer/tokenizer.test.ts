import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { FileError } from "../../src/common/errors.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { metaTokenizers, readJson, readJsonLines, tinyTokenizer } from "./fixtures.ts";

interface Case {
  text: string;
  ids: number[];
}

const tiny = Tokenizer.load(tinyTokenizer);

/** All the texts of a file in one test: their control characters make no names for tests of their own. */
function expectCases(tokenizer: Tokenizer, file: string, count: number) {
  const cases = readJsonLines<Case>(file);
  expect(cases).toHaveLength(count);
  for (const { text, ids } of cases) {
    expect({ text, ids: tokenizer.encode(text) }).toEqual({ text, ids });
    expect(tokenizer.decode(ids)).toBe(text.toWellFormed());
  }
}

describe("as tiktoken, over the tiny tokenizer", () => {
  test("texts to ids and back", () => expectCases(tiny, "tiny-tokenizer-cases.jsonl", 210));

  interface LongCase {
    parts: [text: string, times: number][];
    count: number;
    sha256: string;
  }
  test.each(readJsonLines<LongCase>("tiny-tokenizer-long.jsonl"))(
    "long: $parts",
    ({ parts, count, sha256 }) => {
      const text = parts.map(([part, times]) => part.repeat(times)).join("");
      const ids = tiny.encode(text);
      expect(ids.length).toBe(count);
      expect(createHash("sha256").update(ids.join(",")).digest("hex")).toBe(sha256);
      expect(tiny.decode(ids)).toBe(text);
    },
  );

  test("the same ids while other work goes on", async () => {
    for (const { parts } of readJsonLines<LongCase>("tiny-tokenizer-long.jsonl")) {
      const text = parts.map(([part, times]) => part.repeat(times)).join("");
      expect(await tiny.encodeLong(text)).toEqual(tiny.encode(text));
    }
  });

  test("a signal or a timer does not wait until a long text is encoded", async () => {
    let timersRan = 0;
    const timer = setInterval(() => timersRan++, 1);
    await tiny.encodeLong(" ".repeat(1_000_000));
    clearInterval(timer);
    expect(timersRan).toBeGreaterThan(2);
  });
});

describe("the vocabulary", () => {
  test("256 special tokens follow the ordinary ones", () => {
    expect(tiny.vocabSize).toBe(768);
    expect(tiny.special).toEqual({
      beginOfText: 512,
      endOfText: 513,
      finetuneRightPad: 516,
      startHeaderId: 518,
      endHeaderId: 519,
      eomId: 520,
      eotId: 521,
    });
    expect([...tiny.stopTokens].sort()).toEqual([513, 520, 521]);
  });

  test("the bytes of a token, which need not be whole characters", () => {
    expect(tiny.bytesOf(0)).toEqual(new Uint8Array([0x21]));
    expect(tiny.bytesOf(511)).toEqual(new TextEncoder().encode(" nothing"));
    expect(tiny.bytesOf(tiny.encode("é")[0])).toEqual(new Uint8Array([0xc3]));
    expect(tiny.bytesOf(521)).toEqual(new TextEncoder().encode("<|eot_id|>"));
    expect(tiny.bytesOf(767)).toEqual(new TextEncoder().encode("<|reserved_special_token_245|>"));
  });

  test.each([-1, 768, 1.5, Number.NaN, 2 ** 32])("%p is not an id", (id) => {
    expect(() => tiny.bytesOf(id)).toThrow(RangeError);
    expect(() => tiny.decode([0, id])).toThrow(RangeError);
  });

  test("no file", () => {
    expect(() => Tokenizer.load("no/such/tokenizer.model")).toThrow(FileError);
  });
});

describe("text that looks special is text", () => {
  test.each(["<|begin_of_text|>", "<|eot_id|>", "<|reserved_special_token_2|>"])("%s", (name) => {
    const ids = tiny.encode(`a${name}`);
    expect(Math.max(...ids)).toBeLessThan(512);
    expect(tiny.decode(ids)).toBe(`a${name}`);
  });
});

describe("decoding", () => {
  test("special tokens become their names", () => {
    expect(tiny.decode([512, ...tiny.encode("hi"), 513])).toBe("<|begin_of_text|>hi<|end_of_text|>");
  });
  test("a U+FEFF at the beginning stays", () => {
    expect(tiny.decode(tiny.encode("\ufeff\ufeffa"))).toBe("\ufeff\ufeffa");
  });
  test("what is not UTF-8 becomes U+FFFD", () => {
    const [, ...rest] = tiny.encode("é!");
    expect(tiny.decode(rest)).toBe("\ufffd!");
  });
  test("nothing", () => {
    expect(tiny.encode("")).toEqual([]);
    expect(tiny.decode([])).toBe("");
  });
});

describe.each(metaTokenizers())("as tiktoken, over %s", (_, meta) => {
  const chat = readJson("chat-cases.json");

  test("texts to ids and back", () => expectCases(meta, "tokenizer-cases.jsonl", 497));

  test("the special tokens and their ids", () => {
    expect(meta.vocabSize).toBe(128_256);
    expect(Object.keys(chat.special_tokens)).toHaveLength(256);
    for (const [name, id] of Object.entries<number>(chat.special_tokens))
      expect(meta.decode([id])).toBe(name);
    expect([...meta.stopTokens].sort()).toEqual(chat.stop_tokens);
  });

  test("the test that Meta has for its tokenizer", () => {
    const { encode_bos_eos: encoding, decode } = chat.meta_test_tokenizer;
    const { beginOfText, endOfText } = meta.special;
    expect([beginOfText, ...meta.encode(encoding.text), endOfText]).toEqual(encoding.ids);
    expect(meta.decode(decode.ids)).toBe(decode.text);
  });

  test.each<Case>(chat.completion_prompts)("completion: $text", ({ text, ids }) => {
    expect([meta.special.beginOfText, ...meta.encode(text)]).toEqual(ids);
  });
});
