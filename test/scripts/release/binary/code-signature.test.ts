import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkSignature, signAdHoc } from "../../../../scripts/release/binary/code-signature.ts";

const dist = join(import.meta.dir, "../../../dist");
const pageSize = 4096;
const sha256 = (bytes: Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** A Mach-O file of two and a half pages for arm64, with room for a signature of `size` bytes. */
function makeMachO(size: number): Buffer {
  const linkEdit = 2 * pageSize;
  const limit = linkEdit + 2000;
  const file = Buffer.alloc(limit + size, "x");
  file.fill(0, 0, 1024);
  const segment = (name: string, at: number, offset: number, bytes: number) => {
    file.writeUInt32LE(0x19, at);
    file.writeUInt32LE(72, at + 4);
    file.write(name, at + 8);
    file.writeBigUInt64LE(BigInt(offset), at + 40);
    file.writeBigUInt64LE(BigInt(bytes), at + 48);
  };
  for (const [i, word] of [0xfeedfacf, 0x0100000c, 0, 2, 3].entries()) file.writeUInt32LE(word, i * 4);
  segment("__TEXT", 32, 0, linkEdit);
  segment("__LINKEDIT", 104, linkEdit, 2000 + size);
  for (const [i, word] of [0x1d, 16, limit, size].entries()) file.writeUInt32LE(word, 176 + i * 4);
  return file;
}

describe("an ad hoc signature", () => {
  const file = makeMachO(50);
  const signed = signAdHoc(file, "tiny");
  const limit = 2 * pageSize + 2000;

  test("has the SHA-256 of every page, where Apple's cs_blobs.h says", () => {
    expect(signed.readUInt32BE(limit)).toBe(0xfade0cc0); // one blob, a code directory
    expect(signed.readUInt32BE(limit + 8)).toBe(1);
    const directory = signed.subarray(limit + 20);
    expect(directory.readUInt32BE(0)).toBe(0xfade0c02);
    expect(directory.readUInt32BE(12)).toBe(0x20002); // ad hoc, by the linker
    expect(directory.toString("latin1", directory.readUInt32BE(20)).split("\0")[0]).toBe("tiny");
    expect(directory.readUInt32BE(28)).toBe(3);
    expect(directory.readUInt32BE(32)).toBe(limit);
    expect(directory.readBigUInt64BE(72)).toBe(BigInt(2 * pageSize)); // the code is all of __TEXT
    const hashes = directory.readUInt32BE(16);
    for (const [i, end] of [pageSize, 2 * pageSize, limit].entries()) {
      const slot = directory.subarray(hashes + i * 32, hashes + i * 32 + 32).toString("hex");
      expect(slot).toBe(sha256(signed.subarray(i * pageSize, end)));
    }
  });

  test("changes nothing but itself, and the sizes that end with it", () => {
    const size = signed.length - limit;
    expect(signed.readUInt32LE(176 + 12)).toBe(size);
    expect(signed.readBigUInt64LE(104 + 48)).toBe(BigInt(2000 + size)); // of the file
    expect(signed.readBigUInt64LE(104 + 32)).toBe(0x4000n); // of memory, whole pages of Apple silicon
    const changed = [...file.subarray(0, limit).keys()].filter((i) => file[i] !== signed[i]);
    const places: [number, number][] = [
      [104 + 32, 8],
      [104 + 48, 8],
      [176 + 12, 4],
    ];
    expect(changed.filter((i) => !places.some(([at, bytes]) => at <= i && i < at + bytes))).toEqual([]);
  });

  test("is found to be right", () => {
    expect(checkSignature(signed)).toEqual({
      identifier: "tiny",
      isAdHoc: true,
      pages: 3,
      wrongPages: [],
      problems: [],
    });
    expect(signAdHoc(signed, "tiny").equals(signed)).toBe(true);
  });

  test("tells which page was changed", () => {
    const changed = Buffer.from(signed);
    changed[pageSize + 5]++;
    changed[limit - 1]++;
    expect(checkSignature(changed).wrongPages).toEqual([1, 2]);
    expect(checkSignature(signAdHoc(changed, "tiny")).wrongPages).toEqual([]);
  });

  test("is wrong if the file continues after it", () => {
    expect(checkSignature(Buffer.concat([signed, Buffer.alloc(1)])).problems).toHaveLength(2);
  });

  test("is refused where there is none, or no Mach-O", () => {
    expect(() => checkSignature(makeMachO(50))).toThrow("its signature is not one");
    expect(() => signAdHoc(Buffer.from("#!/bin/sh"), "x")).toThrow("no 64-bit Mach-O");
  });
});

for (const name of ["llama-nb-darwin-x64", "llama-nb-darwin-arm64"]) {
  const path = join(dist, name);
  const reason = existsSync(path) ? "" : " (skipped: it is not built)";
  test.skipIf(reason !== "")(`every page of ${name} is as its signature says${reason}`, () => {
    const signature = checkSignature(readFileSync(path));
    expect(signature).toMatchObject({ isAdHoc: true, wrongPages: [], problems: [] });
    expect(signature.pages).toBeGreaterThan(20_000);
  });
}
