/** Bytes after bytes. A number is one byte, text is UTF-8. */
export function bytes(...parts: (number | string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const raw = parts.map((part) => (typeof part === "number" ? Buffer.of(part) : Buffer.from(part)));
  return new Uint8Array(Buffer.concat(raw));
}

/** An integer of `size` bytes, little-endian; negative ones in two's complement. */
export function integer(size: number, value: number | bigint): Uint8Array<ArrayBuffer> {
  let rest = BigInt.asUintN(8 * size, BigInt(value));
  return Uint8Array.from({ length: size }, () => {
    const byte = Number(rest & 0xffn);
    rest >>= 8n;
    return byte;
  });
}

/** `count` equal parts. */
export function repeat(count: number, part: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(count * part.length);
  for (let index = 0; index < count; index++) result.set(part, index * part.length);
  return result;
}

/** A copy in which the bytes at `at` are replaced. */
export function patched(original: Uint8Array, at: number, replacement: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = Uint8Array.from(original);
  result.set(replacement, at);
  return result;
}
