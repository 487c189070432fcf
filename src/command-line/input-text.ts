import { readFileSync } from "node:fs";
import { FileError } from "../common/errors.ts";
import { standardInput } from "./standard-input.ts";

/** All of standard input as text. @throws FileError when it cannot be read or is not UTF-8 */
export async function readStandardInput(): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await standardInput();
  } catch (cause) {
    throw unreadable("stdin", cause, "give it a file or a pipe");
  }
  return decodeText("stdin", bytes);
}

/** A file as text. @throws FileError when it cannot be read or is not UTF-8 */
export function readTextFile(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause, "name another file");
  }
  return decodeText(path, bytes);
}

/**
 * Bytes as text, which must be UTF-8: a prompt is what was given or an error, not something like it. Line ends and NUL
 * stay as they are; a byte order mark at the beginning is no part of the text.
 * @param source what an error calls the bytes
 * @throws FileError that names the first byte that is not UTF-8
 */
export function decodeText(source: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const at = firstInvalid(bytes);
    const byte = bytes[at].toString(16).padStart(2, "0");
    // What Windows calls Unicode: PowerShell 5 writes it
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const from = isUtf16 ? "utf-16" : "latin1";
    throw new FileError(
      source,
      `is not UTF-8 text (byte 0x${byte} at offset ${at}${isUtf16 ? "; it looks like UTF-16" : ""})`,
      `convert it, as with iconv -f ${from} -t utf-8`,
      { cause },
    );
  }
}

/** The offset of the first byte that is no part of a character, in bytes that are not all UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const replaced = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = replaced.indexOf("\uFFFD", from);
    offset += Buffer.byteLength(replaced.slice(from, at));
    // U+FFFD may stand in the text itself
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return offset;
    offset += 3;
    from = at + 1;
  }
}

function unreadable(source: string, cause: unknown, advice: string): FileError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FileError(source, `cannot be read (${reason})`, advice, { cause });
}
