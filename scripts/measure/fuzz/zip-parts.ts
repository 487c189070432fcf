import type { Chance } from "./chance.ts";
import { join, writeInteger } from "./mutate-bytes.ts";

// A zip as a list of records, written again with wrong values in some fields (PKWARE's APPNOTE.TXT, version 6.3).

export interface ZipPart {
  name: string;
  data: Uint8Array;
}

/** The records of an intact zip, by its central directory; none of a zip with 64-bit fields. */
export function zipParts(zip: Uint8Array): ZipPart[] {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const parts: ZipPart[] = [];
  let at = bytes.indexOf("PK\x01\x02", "latin1");
  while (at >= 0 && bytes.readUInt32LE(at) === 0x02014b50) {
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const [size, header] = [24, 42].map((field) => bytes.readUInt32LE(at + field));
    if (header === 0xffffffff || size === 0xffffffff) return [];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameSize);
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    parts.push({ name, data: bytes.subarray(start, start + size) });
    at += 46 + nameSize + extraSize + commentSize;
  }
  return parts;
}

/** Changes the list itself: which records there are, in which order and under which names. */
export function mutateParts(parts: ZipPart[], chance: Chance): void {
  const at = chance.below(parts.length);
  const part = parts[at];
  if (part === undefined) return;
  switch (chance.below(6)) {
    case 0:
      parts.splice(at, 1);
      return;
    case 1:
      parts.splice(chance.below(parts.length), 0, { ...part });
      return;
    case 2:
      part.name = chance.pick([
        "",
        "/",
        "data.pkl",
        "x/data.pkl",
        "../data/0",
        "__proto__/data.pkl",
        part.name.repeat(50),
      ]);
      return;
    case 3:
      part.data = part.data.subarray(0, chance.below(part.data.length + 1));
      return;
    case 4:
      part.data = chance.pick(parts).data;
      return;
    default:
      for (let i = chance.spread(1, 1000); i > 0; i--)
        parts.push({ name: `x/${i}`, data: new Uint8Array(0) });
  }
}

type Field = [size: number, value: number];

/**
 * Writes records as the parts of a zip, whose data is not copied. About one field in `rarity` gets another value.
 * @param rarity infinite for an intact zip
 */
export function writeParts(parts: readonly ZipPart[], chance: Chance, rarity: number): Uint8Array[] {
  const isWrong = Number.isFinite(rarity);
  const fields = (...list: Field[]): Uint8Array => {
    const bytes = new Uint8Array(list.reduce((sum, [size]) => sum + size, 0));
    let at = 0;
    for (const [size, value] of list) {
      writeInteger(bytes, at, size, isWrong && chance.oneIn(rarity) ? chance.number(value) : value);
      at += size;
    }
    return bytes;
  };
  const isZip64 = chance.oneIn(4);
  const small = (value: number): number => (isZip64 ? 0xffffffff : value);
  const written: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, data } of parts) {
    const rawName = Buffer.from(name).subarray(0, 0xffff);
    const size = data.length;
    const common: Field[] = [
      [2, 45],
      [2, 0x0800],
      [2, 0],
      [4, 0],
      [4, 0],
    ];
    const local = fields([4, 0x04034b50], ...common, [4, size], [4, size], [2, rawName.length], [2, 0]);
    const extra = isZip64 ? fields([2, 1], [2, 24], [8, size], [8, size], [8, at]) : new Uint8Array(0);
    directory.push(
      fields([4, 0x02014b50], [2, 45], ...common, [4, small(size)], [4, small(size)], [2, rawName.length]),
      fields([2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, small(at)]),
      rawName,
      extra,
    );
    written.push(local, rawName, data);
    at += local.length + rawName.length + size;
  }
  const listed = join(...directory);
  const count = parts.length;
  const end64 = isZip64
    ? fields(
        ...([
          [4, 0x06064b50],
          [8, 44],
          [4, 0x002d002d],
          [8, 0],
        ] satisfies Field[]),
        ...([
          [8, count],
          [8, count],
          [8, listed.length],
          [8, at],
        ] satisfies Field[]),
        ...([
          [4, 0x07064b50],
          [4, 0],
          [8, at + listed.length],
          [4, 1],
        ] satisfies Field[]),
      )
    : new Uint8Array(0);
  const end = fields(
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, count & 0xffff],
      [2, count & 0xffff],
    ] satisfies Field[]),
    ...([
      [4, small(listed.length)],
      [4, small(at)],
      [2, 0],
    ] satisfies Field[]),
  );
  return [...written, listed, end64, end];
}
