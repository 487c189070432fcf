import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileError } from "../../src/common/errors.ts";
import { readTiktoken } from "../../src/tokenizer/tiktoken.ts";
import { tinyTokenizer } from "./fixtures.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "llama-nb-tiktoken-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(content: string): string {
  const path = join(folder, "tokenizer.model");
  writeFileSync(path, content, "latin1");
  return path;
}

/** The one line that is said about a file. */
function refusal(path: string): string {
  try {
    readTiktoken(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    expect(error.message).toStartWith(`${path}: `);
    expect(error.message).not.toContain("\n");
    return error.message.slice(path.length + 2);
  }
  throw new Error("it was not refused");
}

const good = readFileSync(tinyTokenizer, "latin1");
const lines = good.trimEnd().split("\n");
const withLine = (number: number, line: string) => lines.with(number - 1, line).join("\n");

describe("reading tokenizer.model", () => {
  test("tokens and ranks", () => {
    const ranks = readTiktoken(tinyTokenizer);
    expect(ranks.size).toBe(512);
    // The first and last lines of the file: IQ== 0, IG5vdGhpbmc= 511
    expect(ranks.get("!")).toBe(0);
    expect(ranks.get(" nothing")).toBe(511);
    expect([...ranks.values()]).toEqual(Array.from({ length: 512 }, (_, rank) => rank));
  });

  test.each([
    ["no line end at the end", good.trimEnd()],
    ["Windows line ends", good.replaceAll("\n", "\r\n")],
    ["empty lines", good.replaceAll("\n", "\n\n")],
  ])("%s is accepted", (_, content) => {
    expect(readTiktoken(written(content))).toEqual(readTiktoken(tinyTokenizer));
  });
});

describe("a damaged file is refused", () => {
  const damage: [name: string, content: string, message: string][] = [
    ["no rank", withLine(7, "IQ=="), "line 7 is not a token in base64, a space and a rank"],
    ["no token", withLine(7, " 6"), "line 7 is not a token in base64, a space and a rank"],
    ["a token of no bytes", withLine(7, "==== 6"), "line 7 is not a token in base64"],
    ["not base64", withLine(300, "I$== 299"), "line 300 is not a token in base64"],
    ["a cut-off base64", withLine(300, "IQZ2Z 299"), "line 300 is not a token in base64"],
    ["padding within", withLine(300, "I=Q= 299"), "line 300 is not a token in base64"],
    ["two spaces", withLine(2, "Ig==  1"), "line 2 does not end in rank 1"],
    ["a third column", withLine(2, "Ig== 1 1"), "line 2 does not end in rank 1"],
    ["a rank that is no number", withLine(2, "Ig== one"), "line 2 does not end in rank 1"],
    ["an empty rank", withLine(2, "Ig== "), "line 2 does not end in rank 1"],
    ["a negative rank", withLine(2, "Ig== -1"), "line 2 does not end in rank 1"],
    ["a hexadecimal rank", withLine(2, "Ig== 0x1"), "line 2 does not end in rank 1"],
    ["a rank with a fraction", withLine(2, "Ig== 1.0"), "line 2 does not end in rank 1"],
    ["a leading zero", withLine(2, "Ig== 01"), "line 2 does not end in rank 1"],
    ["a huge rank", withLine(2, "Ig== 99999999999999999999"), "line 2 does not end in rank 1"],
    ["a rank twice", withLine(3, "Iw== 1"), "line 3 does not end in rank 2"],
    ["a gap", lines.toSpliced(99, 1).join("\n"), "line 100 does not end in rank 99"],
    ["a token twice", withLine(512, "IQ== 511"), "line 512 repeats the token of rank 0"],
    ["a single byte missing", withLine(1, "IQEB 0"), "no token for the single byte 33"],
    ["cut off within the bytes", lines.slice(0, 100).join("\n"), "no token for the single byte"],
    ["cut off within a line", good.slice(0, -7), "line 512 "],
    ["cut off within a rank", good.slice(0, -2), "line 512 does not end in rank 511"],
    [
      "a very long token",
      withLine(512, `${btoa("x".repeat(2000))} 511`),
      "line 512 has a token of 2000 bytes",
    ],
    ["one endless line", "A".repeat(1_000_000), "line 1 is not a token"],
    ["zeros", "\0".repeat(1000), "begins with zeros"],
    ["a UTF-8 byte order mark", `\xef\xbb\xbf${good}`, "line 1 is not a token"],
    ["UTF-16", [...good].map((c) => `${c}\0`).join(""), "line 1 is not a token"],
    ["a zip file", "PK\x03\x04\0\0\x08\x08\0\0", "line 1 is not a token"],
    ["only line ends", "\n\n\n", "no token for the single byte 32"],
  ];
  test.each(damage)("%s", (_, content, message) => {
    expect(refusal(written(content))).toContain(message);
    expect(refusal(written(content))).toContain("download it again");
  });

  test("names of JavaScript's own are tokens like any other", () => {
    const ranks = readTiktoken(written(`${good}${btoa("__proto__")} 512\n${btoa("constructor")} 513\n`));
    expect(ranks.get("__proto__")).toBe(512);
    expect(ranks.get("constructor")).toBe(513);
    expect(ranks.get("toString")).toBeUndefined();
  });
});

describe("another file under this name is called what it is", () => {
  const others: [name: string, content: string, ...message: string[]][] = [
    ["an empty file", "", "is empty", "download it again"],
    [
      "a Git LFS pointer",
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 2183982\n",
      "Git LFS pointer",
      "git lfs pull",
    ],
    ["a web page", "\n<!DOCTYPE html><html><title>Sign in</title>", "web page", "download it again"],
    ["an error of a storage server", '<?xml version="1.0"?><Error><Code>AccessDenied', "XML message"],
    ["Hugging Face's tokenizer.json", '{"version": "1.0", "truncation": null}', "JSON", "original/"],
    [
      "Llama 2's SentencePiece model",
      "\n\x0e\n\x05<unk>\x15\0\0\0\0\x18\x02\n\x0c\n\x03<s>",
      "Llama 2's SentencePiece model",
      "Llama 3's tokenizer.model is needed",
    ],
  ];
  test.each(others)("%s", (_, content, ...messages) => {
    for (const message of messages) expect(refusal(written(content))).toContain(message);
  });

  test("no file", () => {
    expect(refusal(join(folder, "none"))).toContain("is not there");
    expect(refusal(join(folder, "none", "tokenizer.model"))).toContain("is not there");
  });

  test("a file in the folder's place", () => {
    expect(refusal(join(written(good), "tokenizer.model"))).toContain("is not a folder, or not in one");
  });

  test("a folder", () => {
    const path = join(folder, "folder");
    mkdirSync(path);
    expect(refusal(path)).toContain("is a folder, not a file");
  });

  test("a link to itself", () => {
    const path = join(folder, "loop");
    symlinkSync(path, path);
    expect(refusal(path)).toContain("is a link that leads back to itself");
  });

  test("a file of many gigabytes is not read", () => {
    const path = written("");
    truncateSync(path, 20_000_000_000);
    expect(refusal(path)).toContain("has 20000000000 bytes, too many");
  });

  test.skipIf(process.platform === "win32")("a pipe is not waited for", () => {
    const path = join(folder, "fifo");
    expect(Bun.spawnSync(["mkfifo", path]).exitCode).toBe(0);
    expect(refusal(path)).toContain("is a pipe, not a file");
  });

  test.skipIf(process.platform === "win32")("a device", () => {
    expect(refusal("/dev/zero")).toContain("is a device or a socket, not a file");
  });
});
