import { crc32 } from "node:zlib";
import { roundUp } from "../../common/round-up.ts";

/** A record to be stored without compression. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Uint8Array;
}

/** Bytes of a local header, without the name. */
const localSize = 30;
const version = 20;
/** The name is UTF-8. */
const flags = 0x0800;
/** 1 January 1980, the first date that a zip can hold, so that the same contents always give the same bytes. */
const date = 0x0021;
/** "FB", the tag of the extra field that PyTorch fills with padding. */
const paddingTag = 0x4246;

/**
 * A zip without compression whose records begin at multiples of `alignment`, so that they can be mapped into memory
 * (PKWARE's APPNOTE.TXT, version 6.3). It has no 64-bit fields, so it can have at most 4 GiB.
 * @throws RangeError if it would be larger
 */
export function writeZip(entries: readonly ZipEntry[], alignment: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, data } of entries) {
    const rawName = new TextEncoder().encode(name);
    const common = commonFields(data);
    directory.push(listedEntry(rawName, common, at));
    // The extra field has a header of 4 bytes of its own
    const unpadded = at + localSize + rawName.length + 4;
    const header = localHeader(rawName, common, roundUp(unpadded, alignment) - unpadded);
    parts.push(header, data);
    at += header.length + data.length;
  }
  const listed = Buffer.concat(directory);
  const end = endRecord(entries.length, listed.length, at);
  if (at + listed.length + end.length > 0xffff_ffff)
    throw new RangeError("a zip without 64-bit fields has at most 4 GiB");
  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}

/** The fields that a local header and the directory have in common, from the version needed to the sizes. */
function commonFields(data: Uint8Array): Uint8Array {
  // The zeros are the method (stored) and the time
  const when = fields([2, version], [2, flags], [2, 0], [2, 0], [2, date]);
  return Buffer.concat([when, fields([4, crc32(data)], [4, data.length], [4, data.length])]);
}

function localHeader(name: Uint8Array, common: Uint8Array, padding: number): Uint8Array {
  return Buffer.concat([
    fields([4, 0x04034b50]),
    common,
    fields([2, name.length], [2, 4 + padding]),
    name,
    fields([2, paddingTag], [2, padding]),
    new Uint8Array(padding),
  ]);
}

function listedEntry(name: Uint8Array, common: Uint8Array, header: number): Uint8Array {
  // After the lengths: comment, disk, internal and external attributes, all zero
  const rest = fields([2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, header]);
  return Buffer.concat([fields([4, 0x02014b50], [2, version]), common, rest, name]);
}

function endRecord(count: number, directorySize: number, directoryOffset: number): Uint8Array {
  // The zeros are disk numbers and, at the end, the length of the comment
  const counts = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count]);
  return Buffer.concat([counts, fields([4, directorySize], [4, directoryOffset], [2, 0])]);
}

/** Consecutive little-endian numbers, each with its size in bytes. */
function fields(...values: (readonly [size: number, value: number])[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap(([size, value]) => Array.from({ length: size }, (_, i) => (value / 2 ** (8 * i)) & 0xff)),
  );
}
