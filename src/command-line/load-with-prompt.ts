import type { SavedDialog } from "../chat/dialog-content.ts";
import { loadChat } from "../chat/saved-chat.ts";
import { UsageError, UserError } from "../common/errors.ts";
import { LanguageModel } from "../generate/language-model.ts";
import { requireFit } from "../generate/session.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Log } from "../terminal/log.ts";
import { isLiveTerminal, StatusLine } from "../terminal/status.ts";
import { encodeChat, encodeCompletion } from "../tokenizer/chat-format.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import type { promptArguments } from "./chat-arguments.ts";
import type { logArguments, modelArgument, runArguments } from "./common-arguments.ts";
import type { Values } from "./definitions.ts";
import { type ContextLimits, explainError } from "./explain-error.ts";
import { findModel } from "./find-model.ts";
import { longestPrompt } from "./input/input-text.ts";
import { readPrompt, requireNoText } from "./input/prompt.ts";
import { checkContext, checkThreads } from "./machine-limits.ts";
import { runOptions } from "./run-options.ts";
import { tokenIds } from "./values.ts";

/** The values of the flags that choose a model and a prompt. */
export type PromptedArguments = Values<
  typeof promptArguments & typeof modelArgument & typeof runArguments & typeof logArguments
>;

/** A model that is loaded, and the prompt that was given for it. */
export interface Prompted {
  readonly model: LanguageModel;
  /** Undefined when none was given, at a terminal. */
  readonly prompt: readonly number[] | undefined;
  /** The chat that the prompt continues, if a file was named. */
  readonly saved: SavedDialog | undefined;
  readonly limits: ContextLimits;
  readonly status: StatusLine;
}

/**
 * Reads the prompt in any of its forms (words, file, pipe, ids; chat or raw) and loads the model.
 * @param word the prompt among the words of the command line
 * @param check called before the weights are read, to check what else was asked for
 * @throws UsageError for flags that contradict each other, UserError when the prompt does not fit or loading fails
 */
export async function loadWithPrompt(
  args: PromptedArguments,
  word: string | undefined,
  log: Log,
  check: (config: ModelConfig, prompt: readonly number[] | undefined) => void = () => {},
): Promise<Prompted> {
  const run = runOptions(args);
  const ids = args.ids === undefined ? undefined : tokenIds("--ids", args.ids);
  if (args.system !== undefined && (args.raw || ids !== undefined)) {
    throw new UsageError("--system is part of the chat template; leave out --raw and --ids to use it");
  }
  const saved = await readSaved(args);
  const sources = { word, flag: args.prompt, file: args.file };
  if (ids !== undefined) await requireNoText(sources);
  const text = ids === undefined ? await readPrompt(sources, longestPrompt) : undefined;
  const path = findModel(args.model, log);
  checkThreads(run.threads, log);
  const status = new StatusLine(isLiveTerminal() && !args.quiet, log.colors.dim);
  let prompt: readonly number[] | undefined;
  const loading = LanguageModel.load(path, run, {
    // An error in the prompt or the context is reported before the weights are read, which takes a while
    beforeWeights: async (tokenizer, context, config) => {
      if (run.context !== undefined) checkContext(config, context, log);
      prompt = ids ?? (text === undefined ? undefined : await encodePrompt(tokenizer, text, args, saved));
      if (prompt !== undefined) {
        checkIds(prompt, tokenizer);
        checkFit(prompt, { context, maxContext: config.maxContext });
      }
      check(config, prompt);
    },
    onProgress: (part) => status.show(`loading the weights: ${(100 * part).toFixed(0)} %`),
  });
  const model = await loading.finally(() => status.clear());
  const { options, config } = model.transformer;
  return {
    model,
    prompt,
    saved,
    limits: { context: options.sizes.context, maxContext: config.maxContext },
    status,
  };
}

/** The chat that --resume names. @throws UsageError beside flags that it excludes, FileError if it cannot be read */
async function readSaved(args: PromptedArguments): Promise<SavedDialog | undefined> {
  const { resume: path, raw, ids, system } = args;
  if (path === undefined) return undefined;
  if (raw || ids !== undefined || system !== undefined) {
    throw new UsageError("--resume continues a chat as it is; leave out --raw, --ids and --system");
  }
  return { path, ...(await loadChat(path)) };
}

async function encodePrompt(
  tokenizer: Tokenizer,
  text: string,
  args: { raw?: boolean; system?: string },
  saved: SavedDialog | undefined,
): Promise<number[]> {
  const ids = await tokenizer.encodeLong(text);
  if (args.raw) return encodeCompletion(tokenizer, text, ids);
  const { system, turns } = saved ?? { system: args.system, turns: [] };
  const head = system === undefined ? [] : [{ role: "system", content: system }];
  return encodeChat(tokenizer, [...head, ...turns, { role: "user", content: text, ids }]);
}

function checkIds(ids: readonly number[], tokenizer: Tokenizer): void {
  const wrong = ids.find((id) => id >= tokenizer.vocabSize);
  if (wrong !== undefined) {
    throw new UsageError(
      `--ids: ${wrong} is not in the vocabulary; ids go from 0 to ${tokenizer.vocabSize - 1}`,
    );
  }
}

/** @throws UserError when a prompt does not fit, which recommends a larger context only if the model has one */
function checkFit(prompt: readonly number[], limits: ContextLimits): void {
  try {
    requireFit(prompt, limits.context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(explainError(error, limits), error.exitCode, { cause: error });
  }
}
