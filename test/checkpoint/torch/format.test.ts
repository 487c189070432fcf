import { describe, test } from "bun:test";
import { bytes, integer, repeat } from "../hostile/bytes.ts";
import { expectRefused } from "../hostile/folders.ts";

const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 16060617592\n";
const header = '{"__metadata__":{"format":"pt"}}';

describe("what is found under the name of a checkpoint is named:", () => {
  const cases: [what: string, file: Uint8Array, mention: RegExp][] = [
    ["nothing", bytes(), /is empty; download it again/],
    ["a Git LFS pointer", bytes(pointer), /is a Git LFS pointer.*git lfs pull/],
    [
      "a web page",
      bytes("<!DOCTYPE html><html><body>Sign in</body></html>"),
      /is a web page.*link had expired/,
    ],
    ["a web page after a blank line", bytes("\r\n  <html>"), /is a web page/],
    [
      "an answer of a storage server",
      bytes('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
      /is an XML message/,
    ],
    ["an answer of a web service", bytes('{"error":"Access to model is restricted"}'), /is JSON/],
    [
      "safetensors",
      bytes(integer(8, header.length), header, repeat(100, bytes(0))),
      /is a safetensors file.*original\//,
    ],
    ["GGUF", bytes("GGUF", integer(4, 3), repeat(100, bytes(0))), /is a GGUF file.*original\//],
    ["a gzip", bytes(0x1f, 0x8b, 8, repeat(100, bytes(0))), /packed by gzip.*unpack it first/],
    ["a zstd", bytes(0x28, 0xb5, 0x2f, 0xfd, repeat(100, bytes(0))), /packed by gzip or a similar program/],
    ["a tar", bytes(repeat(257, bytes("x")), "ustar", repeat(250, bytes(0))), /is a tar archive/],
    ["zeros, as a download leaves that reserves its room", repeat(10_000, bytes(0)), /begins with zeros/],
    ["a text", bytes("hello"), /was not written by PyTorch/],
    ["one byte", bytes("P"), /was not written by PyTorch/],
    ["noise", bytes(0xff, 0xfe, 0xfd), /was not written by PyTorch/],
    ["an empty zip", bytes("PK", 5, 6, integer(18, 0)), /torch\.save did not write it/],
  ];
  test.each(cases)("%s", (_what, file, mention) => expectRefused(file, mention));
});
