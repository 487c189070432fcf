import { expect, test } from "bun:test";
import fc from "fast-check";
import { showForeign, showForeignLines } from "../../src/common/foreign-text.ts";
import { jsonLine } from "../../src/common/json-line.ts";
import { piecesOf } from "../../src/tokenizer/pieces.ts";
import { splitText } from "../../src/tokenizer/split.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { tinyTokenizer } from "./fixtures.ts";

const tiny = Tokenizer.load(tinyTokenizer);

/** Any text: of code units, of characters, and of those that hide or join. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom(
      "\u200d",
      "\u061c",
      "\u202e",
      "👩",
      "🚀",
      "\u{1f3f4}",
      "\u{e0067}",
      "\ufe0f",
      "م",
      "a",
    ),
  }),
);
const ids = fc.array(fc.nat(tiny.vocabSize - 1));

test("a text is cut into pieces that joined are the text", () => {
  fc.assert(fc.property(text, (value) => [...splitText(value)].join("") === value));
});

test("a text survives encoding and decoding", () => {
  fc.assert(fc.property(text, (value) => tiny.decode(tiny.encode(value)) === value.toWellFormed()));
});

test("what a stream shows is what decoding all tokens gives", () => {
  fc.assert(fc.property(ids, (list) => piecesOf(tiny, list).join("") === tiny.decode(list)));
});

test("a foreign text is shown on one line, without control characters, and the same when shown again", () => {
  fc.assert(
    fc.property(text, (value) => {
      const shown = showForeign(value);
      return !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(shown) && showForeign(shown) === shown;
    }),
  );
});

test("on several lines only line feeds and tabs are left of them", () => {
  fc.assert(
    fc.property(text, (value) => !/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]/.test(showForeignLines(value))),
  );
});

test("a line of JSON is one line, and means the value", () => {
  fc.assert(
    fc.property(fc.record({ text, list: fc.array(fc.jsonValue()) }), (value) => {
      const line = jsonLine(value);
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
      return !/[\n\r\u0085\u2028\u2029]/.test(line.slice(0, -1)) && line.endsWith("\n");
    }),
  );
});
