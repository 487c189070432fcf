import { UsageError } from "../common/errors.ts";
import { readStandardInput, readTextFile } from "./input-text.ts";

/** Where a prompt may come from. */
export interface PromptSources {
  /** The words on the command line; "-" asks for standard input. */
  readonly word?: string;
  readonly flag?: string;
  readonly file?: string;
}

/**
 * The prompt: what is on the command line, with what comes through a pipe before it. A line end at the end of a file
 * or a pipe is not part of it, since `echo` and editors add one.
 * @returns undefined when nothing is given at a terminal
 * @throws UsageError when two sources contradict each other or all are empty, FileError when the file or stdin cannot be read or is not UTF-8
 */
export async function readPrompt({ word, flag, file }: PromptSources): Promise<string | undefined> {
  const isForced = word === "-";
  const given = [isForced ? undefined : word, flag, file].filter((source) => source !== undefined);
  if (given.length > 1) {
    throw new UsageError("the prompt is given twice; use one of PROMPT, --prompt and --file");
  }
  const own = file === undefined ? given[0] : withoutLineEnd(readTextFile(file));
  const piped = isForced || !process.stdin.isTTY ? withoutLineEnd(await readStandardInput()) : "";
  const parts = [piped, own ?? ""].filter((part) => part !== "");
  if (parts.length > 0) return parts.join("\n\n");
  if (own === undefined && !isForced && process.stdin.isTTY) return undefined;
  throw new UsageError(
    "there is no prompt: none on the command line, and stdin is empty; see llama-nb --help",
  );
}

function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}
