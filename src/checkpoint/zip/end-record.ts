import { type OpenFile, readBytes } from "../../common/file.ts";
import { damaged } from "../problems.ts";

/** Where the central directory of a zip lies, and how many records it lists. */
export interface ZipDirectory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

const endSignature = 0x06054b50;
const endSize = 22;
const longestComment = 0xffff;
const locatorSignature = 0x07064b50;
const locatorSize = 20;
const end64Signature = 0x06064b50;
const end64Size = 56;

/**
 * A 64-bit number as a float64. Beyond 2^53 it loses digits, but stays far above any size that a file can have. Every
 * such number is compared with the file's size before it is used.
 */
export function readUint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/**
 * Finds the central directory from the end of the file, as in the zip specification (APPNOTE.TXT 4.3.14–4.3.16). A file
 * with two end records could show different contents to different programs. So there must be exactly one, its comment
 * must reach the end of the file, and the directory must reach the end record.
 * @throws FileError
 */
export function findDirectory(file: OpenFile): ZipDirectory {
  const tailStart = Math.max(0, file.size - endSize - longestComment);
  const tail = new DataView(readBytes(file, tailStart, file.size - tailStart).buffer);
  const at = findEndRecord(file, tail);
  const end = tailStart + at;
  const here = {
    disks: [tail.getUint16(at + 4, true), tail.getUint16(at + 6, true)],
    countOnDisk: tail.getUint16(at + 8, true),
    count: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
  };
  const locator = at - locatorSize;
  const isZip64 = locator >= 0 && tail.getUint32(locator, true) === locatorSignature;
  if (!isZip64) return checked(file, here, end);
  const end64 = readUint64(tail, locator + 8);
  if (tail.getUint32(locator + 4, true) !== 0 || tail.getUint32(locator + 16, true) > 1) {
    throw damaged(file.path, "is one part of a zip split over several files");
  }
  const there = readEnd64(file, end64, end - locatorSize);
  for (const [field, full] of [
    ["countOnDisk", 0xffff],
    ["count", 0xffff],
    ["size", 0xffffffff],
    ["offset", 0xffffffff],
  ] as const) {
    if (here[field] !== full && here[field] !== there[field]) {
      throw damaged(file.path, `its two zip end records disagree: ${here[field]} and ${there[field]}`);
    }
  }
  return checked(file, there, end64);
}

/** The index in `tail` of the only end record. */
function findEndRecord(file: OpenFile, tail: DataView): number {
  let found: number | undefined;
  for (let at = tail.byteLength - endSize; at >= 0; at--) {
    const isRecord = tail.getUint32(at, true) === endSignature;
    if (isRecord && at + endSize + tail.getUint16(at + 20, true) === tail.byteLength) found = at;
  }
  if (found === undefined) {
    const problem =
      "has no zip end record: it is cut short, still being downloaded, or something was added to it";
    throw damaged(file.path, problem);
  }
  // Even a bare signature in the comment counts: some programs take the last one in the file for the end record
  for (let at = found + 1; at <= tail.byteLength - 4; at++) {
    if (tail.getUint32(at, true) === endSignature) {
      const problem = "has two zip end records, so it could show other contents to other programs";
      throw damaged(file.path, problem);
    }
  }
  return found;
}

type End = Record<"countOnDisk" | "count" | "size" | "offset", number> & { disks: number[] };

/** The zip64 end record at byte `offset`. It must end exactly at byte `reach`, where its locator begins. */
function readEnd64(file: OpenFile, offset: number, reach: number): End {
  if (offset + end64Size > reach) {
    throw damaged(file.path, `its zip64 end record would lie at byte ${offset}, where it cannot be`);
  }
  const record = new DataView(readBytes(file, offset, end64Size).buffer);
  if (record.getUint32(0, true) !== end64Signature || offset + 12 + readUint64(record, 4) !== reach) {
    throw damaged(file.path, `has no valid zip64 end record at byte ${offset}`);
  }
  return {
    disks: [record.getUint32(16, true), record.getUint32(20, true)],
    countOnDisk: readUint64(record, 24),
    count: readUint64(record, 32),
    size: readUint64(record, 40),
    offset: readUint64(record, 48),
  };
}

/** The directory that the end record at byte `reach` describes. */
function checked(file: OpenFile, end: End, reach: number): ZipDirectory {
  if (end.disks[0] !== 0 || end.disks[1] !== 0 || end.countOnDisk !== end.count) {
    throw damaged(file.path, "is one part of a zip split over several files");
  }
  if (end.offset + end.size !== reach) {
    throw damaged(
      file.path,
      `its zip directory should fill bytes ${end.offset} to ${end.offset + end.size}, but its end record is at ${reach}`,
    );
  }
  return { offset: end.offset, size: end.size, count: end.count };
}
