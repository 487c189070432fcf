import { FileError } from "../common/errors.ts";

/** What to do about a file that was damaged on its way here. */
export const downloadAgain = "download it again";

/** What to do about a file that is sound but holds something else. */
export const notMetas =
  "get Meta's own consolidated.00.pth, from llama.com or from the folder original/ of a model on Hugging Face";

/** What belongs in the folder of a model. */
export const folderHolds = "a model's folder holds consolidated.00.pth, params.json and tokenizer.model";

/** The error for a file that contradicts itself or is cut short. */
export function damaged(path: string, problem: string): FileError {
  return new FileError(path, problem, `the file is damaged: ${downloadAgain}`);
}

const longestQuotation = 80;

/**
 * A name out of a file, safe to show: in quotes, at most 80 characters long, and without anything that could break
 * the line, colour the terminal or turn the direction of writing.
 */
export function quote(name: string): string {
  const short = name.length > longestQuotation ? `${name.slice(0, longestQuotation - 1)}…` : name;
  return JSON.stringify(short).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}
