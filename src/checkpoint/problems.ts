import { FileError } from "../common/errors.ts";
import { showForeign } from "../common/foreign-text.ts";

/** Advice about a file that was damaged on its way here. */
export const downloadAgain = "download it again";

/** Advice about a file that is intact but holds something else. */
export const notMetas =
  "get Meta's own consolidated.00.pth, from llama.com or from the folder original/ of a model on Hugging Face";

/** Advice about a folder that lacks a file. */
export const folderHolds = "a model's folder holds consolidated.00.pth, params.json and tokenizer.model";

/** The error for a file that contradicts itself or is cut short. */
export function damaged(path: string, problem: string): FileError {
  return new FileError(path, problem, `the file is damaged: ${downloadAgain}`);
}

const longestQuotation = 80;

/** A name from a file in quotation marks, safe to show, at most 80 characters long. */
export function quote(name: string): string {
  return `"${showForeign(name, longestQuotation).replaceAll('"', '\\"')}"`;
}
