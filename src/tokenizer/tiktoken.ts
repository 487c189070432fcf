import { mistakenFile } from "../checkpoint/mistaken-file.ts";
import { downloadAgain } from "../checkpoint/problems.ts";
import { FileError } from "../common/errors.ts";
import { readSmallFile } from "../common/file.ts";
import type { ByteString } from "./byte-string.ts";

/** Meta's file has 2.2 MB, and its longest token 128 bytes. Anything much larger is another kind of file. */
const largestFile = 16 * 2 ** 20;
const longestToken = 1024;

/**
 * Reads the ordinary tokens from a tokenizer.model in tiktoken's format. Each line has a token, its bytes in base64, a
 * space and its rank (`load_tiktoken_bpe` in tiktoken/load.py):
 *
 *     IQ== 0
 *     Ig== 1
 *
 * @returns rank by token, in the order of the ranks, which are 0, 1, 2 … without a gap
 * @throws FileError if the file is missing, of another kind, or damaged
 */
export function readTiktoken(path: string): Map<ByteString, number> {
  const text = readText(path);
  const damaged = (problem: string) => new FileError(path, problem, downloadAgain);
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
      throw damaged(`line ${lineNumber} does not end in rank ${ranks.size}, which must be next`);
    }
    const earlier = ranks.get(token);
    if (earlier !== undefined) throw damaged(`line ${lineNumber} repeats the token of rank ${earlier}`);
    ranks.set(token, ranks.size);
  }

  // Llama 3 has tokens for all 256 bytes. Other vocabularies may lack bytes that are rare in text, but not these
  for (let byte = 0x20; byte < 0x7f; byte++) {
    if (!ranks.has(String.fromCharCode(byte))) {
      throw damaged(`there is no token for the single byte ${byte}, so not every text could be encoded`);
    }
  }
  return ranks;
}

/** The contents of the file, a character per byte, if they can be those of a tokenizer.model. */
function readText(path: string): string {
  const bytes = readSmallFile(path, {
    largest: largestFile,
    expected: "a tokenizer.model",
    advice: "name a folder with the tokenizer.model of Llama 3",
  });
  const text = Buffer.from(bytes.buffer).toString("latin1");
  const head = text.slice(0, 512);
  // Protobuf: the first field of the model is a piece, whose first field is its text
  if (/^\n.\n.<unk>/s.test(head)) {
    throw new FileError(path, "is Llama 2's SentencePiece model", "Llama 3's tokenizer.model is needed");
  }
  if (/^\s*[{[]/.test(head)) {
    const advice = "on Hugging Face the tokenizer.model is in the folder original/";
    throw new FileError(path, "is JSON, not a tokenizer.model", advice);
  }
  const mistake = mistakenFile(head);
  if (mistake !== undefined) throw new FileError(path, mistake.problem, mistake.advice);
  return text;
}

/** The bytes that base64 stands for, or undefined if it is not base64. */
function fromBase64(base64: string): ByteString | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}
