import type { Chance } from "./chance.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes at both ends of a file in which most changes are made: headers and directories are there, weights between. */
const ends = 4096;

/** A copy of some bytes with a few changes that know nothing about their format. */
export function mutateBytes(original: Uint8Array, chance: Chance): Bytes {
  let bytes: Bytes = Uint8Array.from(original);
  for (let changes = chance.spread(1, 8); changes > 0; changes--) bytes = change(bytes, chance);
  return bytes;
}

function change(bytes: Bytes, chance: Chance): Bytes {
  const at = position(bytes.length, chance);
  const length = Math.min(chance.spread(1, 256), bytes.length - at);
  switch (chance.below(9)) {
    case 0:
      if (at < bytes.length) bytes[at] ^= 1 << chance.below(8);
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = chance.below(256);
      return bytes;
    case 2:
      return writeInteger(bytes, at, chance.pick([1, 2, 4, 8]), chance.number(bytes.length));
    case 3: // Cut the end off
      return bytes.slice(0, at);
    case 4: // Remove a part
      return join(bytes.subarray(0, at), bytes.subarray(at + length));
    case 5: // Repeat a part
      return join(bytes.subarray(0, at + length), bytes.subarray(at));
    case 6: // Insert anything
      return join(bytes.subarray(0, at), chance.bytes(chance.spread(1, 16)), bytes.subarray(at));
    case 7: // Copy a part over another
      bytes.copyWithin(position(bytes.length, chance), at, at + length);
      return bytes;
    default:
      bytes.fill(chance.pick([0, 0xff, 0x20, chance.below(256)]), at, at + length);
      return bytes;
  }
}

/** Overwrites up to `size` bytes with a little-endian integer. */
export function writeInteger(bytes: Bytes, at: number, size: number, value: number): Bytes {
  let rest = Math.max(0, value);
  for (let i = at; i < at + size && i < bytes.length; i++) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

export function join(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(Buffer.concat(parts));
}

function position(length: number, chance: Chance): number {
  const part = Math.min(length, ends);
  const place = chance.below(part + 1);
  if (chance.oneIn(8)) return chance.below(length + 1);
  return chance.oneIn(2) ? place : length - place;
}
