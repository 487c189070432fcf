import { describe, expect, test } from "bun:test";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeTorch } from "../../src/checkpoint/torch/writer.ts";
import { verifyRecords } from "../../src/checkpoint/verify.ts";
import { FileError } from "../../src/common/errors.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";

const byTorch = join(fixture("formats"), "bf16-zip.pth");

/** A checkpoint of several pieces: 12 MB in two storages. */
function written(): string {
  const path = join(temporaryFolder(), "consolidated.00.pth");
  const data = [1, 2].map((seed) => Uint16Array.from({ length: 3_000_000 }, (_, i) => i * seed));
  const tensors = data.map((numbers, i) => ({ name: `w${i}`, shape: [3_000_000], data: numbers }));
  writeFileSync(path, writeTorch(tensors, "consolidated"));
  return path;
}

/** Flips one bit. */
function flip(path: string, at: (bytes: Buffer) => number): void {
  const bytes = readFileSync(path);
  bytes[at(bytes)] ^= 1;
  writeFileSync(path, bytes);
}

async function refusal(path: string): Promise<string> {
  const error = await verifyRecords(path, () => {}).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(FileError);
  return (error as FileError).message;
}

test("a file that PyTorch wrote matches the checksums that PyTorch wrote", async () => {
  const progress: number[] = [];
  const verified = await verifyRecords(byTorch, (part) => progress.push(part));
  expect(verified?.records).toBeGreaterThan(12);
  expect(progress.at(-1)).toBe(1);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

describe("one flipped bit is found", () => {
  test("at the beginning, in the middle and at the end of a storage", async () => {
    for (const place of [0, 2_999_999, 5_999_999]) {
      const path = written();
      flip(path, (bytes) => bytes.indexOf(Buffer.from([0, 0, 1, 0, 2, 0])) + place);
      expect(await refusal(path)).toMatch(
        /: 1 of its 5 records differ from their checksums: "[^"]*data\/0"; /,
      );
    }
  });

  test("in the checksum itself", async () => {
    const path = written();
    flip(path, (bytes) => bytes.indexOf("PK\x01\x02", "latin1") + 16);
    expect(await refusal(path)).toMatch(/1 of its 5 records .*data\.pkl"/);
  });
});

test("more than three wrong records are counted", async () => {
  const path = written();
  const bytes = readFileSync(path);
  let at = bytes.indexOf("PK\x01\x02", "latin1");
  for (let wrong = 0; wrong < 4; wrong++) {
    bytes[at + 16] ^= 1;
    at = bytes.indexOf("PK\x01\x02", at + 4, "latin1");
  }
  writeFileSync(path, bytes);
  expect(await refusal(path)).toMatch(/4 of its 5 records .*"[^"]*", "[^"]*", "[^"]*" and 1 more; /);
});

test("a file whose checksums are all zero was perhaps saved without them", async () => {
  const path = written();
  const bytes = readFileSync(path);
  for (
    let at = bytes.indexOf("PK\x01\x02", "latin1");
    at >= 0;
    at = bytes.indexOf("PK\x01\x02", at + 4, "latin1")
  ) {
    bytes.fill(0, at + 16, at + 20);
  }
  writeFileSync(path, bytes);
  expect(await refusal(path)).toMatch(
    /none of its 5 records matches .*saved without checksums; compare the SHA-256/,
  );
});

test("a file that shrinks while it is read is refused", async () => {
  const path = written();
  const reading = verifyRecords(path, () => truncateSync(path, 5_000_000));
  expect(reading).rejects.toThrow(/ends too soon/);
  await reading.catch(() => {});
});

test("it stops when it is asked to, and lets signals in between pieces", async () => {
  const path = written();
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 0);
  let pieces = 0;
  expect(await verifyRecords(path, () => pieces++, controller.signal)).toBeUndefined();
  expect(pieces).toBeLessThan(5);
});
