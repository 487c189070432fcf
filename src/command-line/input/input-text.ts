import { open } from "node:fs/promises";
import { FileError } from "../../common/errors.ts";
import { attempt } from "../../common/file.ts";
import { hasStandardInput, standardInput } from "./standard-input.ts";

/**
 * The most bytes of a prompt: the longest context of a Llama 3.1 (131,072 tokens) filled with its longest tokens (128
 * bytes, spaces). A longer text could only be refused after it has been tokenized, which takes a while.
 */
export const longestPrompt = 2 ** 24;

/** What to do when standard input cannot be read. */
const adviceForInput = "give it a file or a pipe";

/**
 * Whether a text comes through standard input. A pipe that stays open without a word is not waited for.
 * @param patience how long to wait for the first byte, in milliseconds
 * @throws FileError when it cannot be read
 */
export async function hasInputText(patience: number): Promise<boolean> {
  try {
    return await hasStandardInput(patience);
  } catch (error) {
    explain("stdin", error, adviceForInput);
  }
}

/**
 * All of standard input as text.
 * @param most bytes
 * @throws FileError when it cannot be read, is longer or is not UTF-8
 */
export async function readStandardInput(most = Number.POSITIVE_INFINITY): Promise<string> {
  return readText("stdin", standardInput(), most, adviceForInput);
}

/**
 * A file as text. It may be a pipe: waiting for one can be interrupted.
 * @param most bytes
 * @throws FileError when it cannot be read, is longer or is not UTF-8
 */
export async function readTextFile(path: string, most = Number.POSITIVE_INFINITY): Promise<string> {
  return readText(path, fileBytes(path), most, "name another file");
}

/** A file's bytes in pieces, read by other threads. */
async function* fileBytes(path: string): AsyncGenerator<Uint8Array, void, void> {
  const file = await open(path);
  try {
    for (;;) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(2 ** 16));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function readText(
  source: string,
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  advice: string,
): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of bytes) {
      size += piece.byteLength;
      if (size > most) throw tooLong(source, most);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    explain(source, error, advice);
  }
  return decodeText(source, Buffer.concat(pieces));
}

/**
 * Bytes as text, which must be UTF-8: a prompt is what was given or an error, not something similar. Line ends and NUL
 * stay as they are; a byte order mark at the beginning is not part of the text.
 * @param source what an error calls the bytes
 * @throws FileError that names the first byte that is not UTF-8
 */
export function decodeText(source: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const at = firstInvalid(bytes);
    const byte = bytes[at].toString(16).padStart(2, "0");
    // Windows calls it Unicode, and PowerShell 5 writes it
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const from = isUtf16 ? "utf-16" : "latin1";
    throw new FileError(
      source,
      `is not UTF-8 text (byte 0x${byte} at offset ${at}${isUtf16 ? "; it looks like UTF-16" : ""})`,
      `convert it, for example with iconv -f ${from} -t utf-8`,
      { cause },
    );
  }
}

/** The offset of the first byte that is not part of a character, in bytes that are not all UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const replaced = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = replaced.indexOf("\uFFFD", from);
    offset += Buffer.byteLength(replaced.slice(from, at));
    // U+FFFD may be in the text itself
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return offset;
    offset += 3;
    from = at + 1;
  }
}

function tooLong(source: string, most: number): FileError {
  return new FileError(
    source,
    `is longer than ${most / 2 ** 20} MiB, more than any context holds`,
    "shorten it",
  );
}

/** Throws what the operating system said in our words. */
function explain(source: string, error: unknown, advice: string): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EISDIR") throw new FileError(source, "is a folder, not a text", advice, { cause: error });
  return attempt<never>(
    source,
    () => {
      throw error;
    },
    advice,
  );
}
