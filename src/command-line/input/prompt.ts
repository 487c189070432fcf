import { UsageError } from "../../common/errors.ts";
import { hasInputText, readStandardInput, readTextFile } from "./input-text.ts";

/** Where a prompt may come from. */
export interface PromptSources {
  /** The words on the command line; "-" asks for standard input. */
  readonly word?: string;
  readonly flag?: string;
  readonly file?: string;
}

/** How long a pipe may keep silent beside --ids before it counts as empty, milliseconds. */
const patience = 200;

/**
 * The prompt: what is on the command line, with what comes through a pipe before it. A line end at the end of a file
 * or a pipe is not part of it, since `echo` and editors add one.
 * @param longest the most bytes of a file or a pipe
 * @returns undefined when nothing is given at a terminal
 * @throws UsageError when two sources contradict each other or all are empty, FileError when the file or stdin cannot be
 * read, is too long or is not UTF-8
 */
export async function readPrompt(
  { word, flag, file }: PromptSources,
  longest?: number,
): Promise<string | undefined> {
  const isForced = word === "-";
  const given = [isForced ? undefined : word, flag, file].filter((source) => source !== undefined);
  if (given.length > 1) {
    throw new UsageError("the prompt is given twice; use one of PROMPT, --prompt and --file");
  }
  const own = file === undefined ? given[0] : withoutLineEnd(await readTextFile(file, longest));
  const isPiped = isForced || !process.stdin.isTTY;
  const piped = isPiped ? withoutLineEnd(await readStandardInput(longest)) : "";
  const parts = [piped, own ?? ""].filter((part) => part !== "");
  if (parts.length > 0) return parts.join("\n\n");
  if (own === undefined && !isPiped) return undefined;
  throw new UsageError(
    "there is no prompt: none on the command line, and stdin is empty; see llama-nb --help",
  );
}

/**
 * Makes sure that token ids are all there is of a prompt: a text beside them would not be heeded.
 * @throws UsageError when there is one
 */
export async function requireNoText({ word, flag, file }: PromptSources): Promise<void> {
  const given = [word, flag, file].find((source) => source !== undefined);
  if (given === undefined && !(await hasInputText(patience))) return;
  const source = given === undefined ? "stdin" : "a text";
  throw new UsageError(`the prompt is given twice, by --ids and by ${source}; leave out one of them`);
}

function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}
