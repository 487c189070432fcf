import { answerPrompt, describeAnswer } from "../answer/answering.ts";
import { emojiLabel } from "../answer/emoji-label.ts";
import { interruptedExitCode } from "../answer/interruptible.ts";
import { JsonAnswer } from "../answer/json-answer.ts";
import { TextAnswer } from "../answer/text-answer.ts";
import { menu } from "../chat/menu.ts";
import {
  answerArguments,
  promptArguments,
  repetitionArguments,
  samplingArguments,
} from "../command-line/chat-arguments.ts";
import { chatSections } from "../command-line/chat-help.ts";
import { command } from "../command-line/command.ts";
import { logArguments, modelArgument, runArguments } from "../command-line/common-arguments.ts";
import { type ContextLimits, explainError } from "../command-line/explain-error.ts";
import { findModel } from "../command-line/find-model.ts";
import { longestPrompt } from "../command-line/input-text.ts";
import { checkContext, checkThreads } from "../command-line/machine-limits.ts";
import { readPrompt, requireNoText } from "../command-line/prompt.ts";
import { runOptions } from "../command-line/run-options.ts";
import { forTokenizer, samplingOptions } from "../command-line/sampling-options.ts";
import { integer, tokenIds } from "../command-line/values.ts";
import { UsageError, UserError } from "../common/errors.ts";
import { showForeign } from "../common/foreign-text.ts";
import { LanguageModel } from "../generate/language-model.ts";
import { createSampler, isGreedy } from "../generate/sampler.ts";
import { requireFit, type Steps } from "../generate/session.ts";
import { stopAtTexts } from "../generate/stop-texts.ts";
import { standardOutput } from "../terminal/output.ts";
import { isLiveTerminal, StatusLine } from "../terminal/status.ts";
import { encodeChat } from "../tokenizer/chat-format.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** The default command: answers a prompt. */
export const chat = command({
  name: "llama-nb",
  description: "Llama 3.1, nuts and bolts: chat with a model on your own processor",
  args: {
    text: { type: "positional", required: false, valueHint: "PROMPT", description: "what to say" },
    ...promptArguments,
    ...answerArguments,
    ...samplingArguments,
    ...repetitionArguments,
    ...modelArgument,
    ...runArguments,
    ...logArguments,
  },
  groups: {
    Prompt: promptArguments,
    Answer: answerArguments,
    Sampling: samplingArguments,
    "Against repetition": repetitionArguments,
    Model: { ...modelArgument, ...runArguments },
    Others: logArguments,
  },
  sections: chatSections,
  async run({ args, log }) {
    const run = runOptions(args);
    const maxTokens = integer("max-tokens", args["max-tokens"], { least: 1 });
    const topLogprobs = integer("top-logprobs", args["top-logprobs"], { least: 0, most: 1000 }) ?? 0;
    if (topLogprobs > 0 && !args.json) throw new UsageError("--top-logprobs needs --json; add it");
    if (args.stop.includes("")) throw new UsageError('--stop "" is no text; leave it out');
    const asked = samplingOptions(args);
    const seed = isGreedy(asked) ? undefined : asked.seed;
    const ids = args.ids === undefined ? undefined : tokenIds("--ids", args.ids);
    if (args.system !== undefined && (args.raw || ids !== undefined)) {
      throw new UsageError("--system is part of the chat template; leave out --raw and --ids to use it");
    }
    const sources = { word: args.text, flag: args.prompt, file: args.file };
    if (ids !== undefined) await requireNoText(sources);
    const text = ids === undefined ? await readPrompt(sources, longestPrompt) : undefined;
    const folder = findModel(args.model, log);
    checkThreads(run.threads, log);
    const status = new StatusLine(isLiveTerminal() && !args.quiet, log.colors.dim);
    let prompt: readonly number[] | undefined;
    let limits: ContextLimits | undefined;
    const loading = LanguageModel.load(folder, run, {
      // An error in the prompt or the context is reported before the weights are read, which takes a while
      beforeWeights: (tokenizer, context, config) => {
        limits = { context, maxContext: config.maxContext };
        if (run.context !== undefined) checkContext(config, context, log);
        prompt = ids ?? (text === undefined ? undefined : encodePrompt(tokenizer, text, args));
        if (prompt === undefined) return;
        checkIds(prompt, tokenizer);
        checkFit(prompt, limits);
      },
      onProgress: (part) => status.show(`loading the weights: ${(100 * part).toFixed(0)} %`),
    });
    const model = await loading.finally(() => status.clear());
    try {
      const { tokenizer } = model;
      const sampling = forTokenizer(asked, tokenizer);
      const { stop } = args;
      const options = {
        maxTokens,
        stopTokens: tokenizer.stopTokens,
        pick: createSampler(sampling),
        filter: stop.length === 0 ? undefined : (steps: Steps) => stopAtTexts(steps, tokenizer, stop),
      };
      const answering = { model, session: model.session(), options, status };
      if (prompt === undefined) {
        const explain = (error: UserError): string => explainError(error, limits);
        return await menu({ ...answering, folder, log, sampling, system: args.system, explain });
      }
      const output = standardOutput();
      const nameEmoji = log.isVerbose ? emojiLabel(log) : undefined;
      const view = args.json
        ? new JsonAnswer(model, output, topLogprobs, seed)
        : new TextAnswer(tokenizer, output, process.stdout.isTTY ? nameEmoji : undefined);
      const answer = await answerPrompt(answering, prompt, view);
      const details = [
        `${showForeign(model.name)} loaded in ${model.loadSeconds.toFixed(2)} s`,
        ...(seed === undefined ? [] : [`seed ${seed}`]),
      ];
      log.info([...(log.isVerbose ? details : []), describeAnswer(answer)].join(" · "));
      if (answer.stopReason === "interrupted") process.exitCode = interruptedExitCode;
    } finally {
      model.close();
    }
  },
});

function encodePrompt(
  tokenizer: Tokenizer,
  text: string,
  args: { raw?: boolean; system?: string },
): number[] {
  if (args.raw) return [tokenizer.special.beginOfText, ...tokenizer.encode(text)];
  const system = args.system === undefined ? [] : [{ role: "system", content: args.system }];
  return encodeChat(tokenizer, [...system, { role: "user", content: text }]);
}

function checkIds(ids: readonly number[], tokenizer: Tokenizer): void {
  const wrong = ids.find((id) => id >= tokenizer.vocabSize);
  if (wrong !== undefined) {
    throw new UsageError(
      `--ids: ${wrong} is not in the vocabulary; ids go from 0 to ${tokenizer.vocabSize - 1}`,
    );
  }
}

/** @throws UserError when a prompt does not fit; it recommends a larger context only if the model has one */
function checkFit(prompt: readonly number[], limits: ContextLimits): void {
  try {
    requireFit(prompt, limits.context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(explainError(error, limits), error.exitCode, { cause: error });
  }
}
