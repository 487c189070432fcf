import { describe, expect, test } from "bun:test";
import { piecesOf, piecesOfMany } from "../../src/tokenizer/pieces.ts";
import { StreamDecoder } from "../../src/tokenizer/stream-decoder.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { metaTokenizers, readJson, readJsonLines, tinyTokenizer } from "./fixtures.ts";

const tiny = Tokenizer.load(tinyTokenizer);

interface Stream {
  ids: number[];
  text: string;
  /** One more than ids: the last is what comes at the end. */
  pieces: string[];
}
const streams = readJsonLines<Stream>("tiny-tokenizer-streams.jsonl");

test.each(streams)("whole characters as soon as they are certain: stream %#", ({ ids, text, pieces }) => {
  const decoder = new StreamDecoder(tiny);
  expect([...ids.map((id) => decoder.push(id)), decoder.end()]).toEqual(pieces);
  expect(pieces.join("")).toBe(text);
  expect(tiny.decode(ids)).toBe(text);
});

test("after the end it can be used again", () => {
  const decoder = new StreamDecoder(tiny);
  const [first, second] = tiny.encode("é");
  expect(decoder.push(first)).toBe("");
  expect(decoder.end()).toBe("\ufffd");
  expect(decoder.end()).toBe("");
  expect(decoder.push(second)).toBe("\ufffd");
  expect(decoder.push(first) + decoder.push(second)).toBe("é");
});

test("what is not an id", () => {
  expect(() => new StreamDecoder(tiny).push(768)).toThrow(RangeError);
});

describe("pieces", () => {
  test.each(streams.filter(({ ids }) => ids.length > 0))(
    "the last has the end too: stream %#",
    async ({ ids, pieces }) => {
      const end = pieces.at(-1)!;
      const expected = [...pieces.slice(0, -2), pieces.at(-2)! + end];
      expect(piecesOf(tiny, ids)).toEqual(expected);
      expect(await piecesOfMany(tiny, ids)).toEqual(expected);
    },
  );
  test("of nothing", async () => {
    expect(piecesOf(tiny, [])).toEqual([]);
    expect(await piecesOfMany(tiny, [])).toEqual([]);
  });
});

describe.each(metaTokenizers())("characters split over tokens of %s", (_, meta) => {
  interface Emoji {
    text: string;
    ids: number[];
    token_bytes_hex: string[];
    /** What may have been shown after each token. */
    cumulative: string[];
  }
  test.each<Emoji>(readJson("emoji-cases.json").cases)(
    "case %#",
    ({ text, ids, token_bytes_hex, cumulative }) => {
      let shown = "";
      const soFar = piecesOf(meta, ids).map((piece) => {
        shown += piece;
        return shown;
      });
      expect(soFar).toEqual(cumulative);
      expect(meta.encode(text)).toEqual(ids);
      expect(ids.map((id) => Buffer.from(meta.bytesOf(id)).toString("hex"))).toEqual(token_bytes_hex);
    },
  );
});
