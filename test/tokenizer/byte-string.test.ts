import { expect, test } from "bun:test";
import { toBytes, utf8 } from "../../src/tokenizer/byte-string.ts";

test.each([
  ["", []],
  ["A\0\x7f", [0x41, 0x00, 0x7f]],
  ["é", [0xc3, 0xa9]],
  ["€", [0xe2, 0x82, 0xac]],
  ["😀", [0xf0, 0x9f, 0x98, 0x80]],
  ["\ufeff", [0xef, 0xbb, 0xbf]],
  ["\ud83d", [0xef, 0xbf, 0xbd]],
  ["\ude00\ud83dx", [0xef, 0xbf, 0xbd, 0xef, 0xbf, 0xbd, 0x78]],
])("the UTF-8 of %j", (text, bytes) => {
  expect(toBytes(utf8(text))).toEqual(new Uint8Array(bytes));
});

test("bytes that are no text survive too", () => {
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect(toBytes(String.fromCharCode(...every))).toEqual(every);
});
