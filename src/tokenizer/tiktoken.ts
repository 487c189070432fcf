import { readFileSync, statSync } from "node:fs";
import { FileError } from "../common/errors.ts";
import type { ByteString } from "./byte-string.ts";

/** Meta's file has 2.2 MB and its longest token 128 bytes: whatever is far beyond is something else. */
const largestFile = 16 * 2 ** 20;
const longestToken = 1024;

/**
 * Reads the ordinary tokens from a tokenizer.model in tiktoken's format: a line a token, its bytes in base64, a
 * space, its rank (`load_tiktoken_bpe` in tiktoken/load.py):
 *
 *     IQ== 0
 *     Ig== 1
 *
 * @returns rank by token, in the order of the ranks, which are 0, 1, 2 … without a gap
 * @throws FileError where the file is missing, of another kind, or damaged
 */
export function readTiktoken(path: string): Map<ByteString, number> {
  const text = readText(path);
  const other = otherFormat(text);
  if (other) throw new FileError(path, other.problem, other.advice);

  const damaged = (problem: string) => new FileError(path, problem, "download it again");
  const ranks = new Map<ByteString, number>();
  let lineNumber = 0;
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    lineNumber++;
    if (line === "") continue;
    const space = line.indexOf(" ");
    const token = space < 0 ? undefined : fromBase64(line.slice(0, space));
    if (!token) throw damaged(`line ${lineNumber} is not a token in base64, a space and a rank`);
    if (token.length > longestToken) throw damaged(`line ${lineNumber} has a token of ${token.length} bytes`);
    if (line.slice(space + 1) !== String(ranks.size)) {
      throw damaged(`line ${lineNumber} does not end in rank ${ranks.size}, which is due there`);
    }
    const earlier = ranks.get(token);
    if (earlier !== undefined) throw damaged(`line ${lineNumber} repeats the token of rank ${earlier}`);
    ranks.set(token, ranks.size);
  }

  // Llama 3 has all 256 bytes. Vocabularies made from others may lack some that are rare in text, but never these
  for (let byte = 0x20; byte < 0x7f; byte++) {
    if (!ranks.has(String.fromCharCode(byte))) {
      throw damaged(`there is no token for the single byte ${byte}, so not every text could be encoded`);
    }
  }
  return ranks;
}

/** The content of a regular file, a character a byte. */
function readText(path: string): string {
  const advice = "name a folder with the tokenizer.model of Llama 3";
  try {
    // Asked before it is opened: opening a fifo would wait for a writer
    const stat = statSync(path);
    if (stat.isDirectory()) throw new FileError(path, "is a folder, not a file", advice);
    if (!stat.isFile()) throw new FileError(path, "is not a regular file", advice);
    if (stat.size === 0) throw new FileError(path, "is empty", "download it again");
    if (stat.size > largestFile) {
      throw new FileError(path, `has ${stat.size} bytes, far too many for a tokenizer.model`, advice);
    }
    return readFileSync(path, "latin1");
  } catch (error) {
    if (error instanceof FileError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : String(error);
    if (code === "ENOENT") throw new FileError(path, "there is no such file", advice);
    throw new FileError(path, `cannot be read (${code})`, "check the file and its permissions", {
      cause: error,
    });
  }
}

/** The bytes that base64 stands for; undefined where it is not base64. */
function fromBase64(base64: string): ByteString | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}

/** What else is found under this name, told from the first bytes. */
function otherFormat(text: string): { problem: string; advice: string } | undefined {
  if (text.startsWith("version https://git-lfs")) {
    return {
      problem: "is a Git LFS pointer, not the file itself",
      advice: "fetch it with `git lfs pull` or download it again",
    };
  }
  // protobuf: the first field of the model is a piece, and its first field the text of the piece
  if (/^\n.\n.<unk>/s.test(text)) {
    return { problem: "is Llama 2's SentencePiece model", advice: "Llama 3's tokenizer.model is needed" };
  }
  if (/^\s*</.test(text)) {
    return { problem: "is a web page (HTML or XML), not a tokenizer", advice: "download it again" };
  }
  if (/^\s*[{[]/.test(text)) {
    return {
      problem: "is JSON, not a tokenizer.model",
      advice: "on Hugging Face the tokenizer.model is in the folder original/",
    };
  }
  return undefined;
}
