import type { ArgsDef } from "citty";
import { answerPrompt, describeAnswer } from "../answer/answering.ts";
import { emojiLabel } from "../answer/emoji-label.ts";
import { interruptedExitCode } from "../answer/interruptible.ts";
import { JsonAnswer } from "../answer/json-answer.ts";
import { TextAnswer } from "../answer/text-answer.ts";
import type { DialogContent } from "../chat/dialog-content.ts";
import { menu } from "../chat/menu.ts";
import { loadChat } from "../chat/saved-chat.ts";
import { chatSections } from "../command-line/chat-help.ts";
import { command } from "../command-line/command.ts";
import { logArguments, modelArgument, runArguments } from "../command-line/common-arguments.ts";
import { explainError } from "../command-line/explain-error.ts";
import { findModel } from "../command-line/find-model.ts";
import { readPrompt } from "../command-line/prompt.ts";
import { logOptions, runOptions } from "../command-line/run-options.ts";
import { integer, real, tokenIds } from "../command-line/values.ts";
import { UsageError } from "../common/errors.ts";
import { LanguageModel } from "../generate/language-model.ts";
import { createSampler } from "../generate/sampler.ts";
import { requireFit } from "../generate/session.ts";
import { createLog } from "../terminal/log.ts";
import { standardOutput } from "../terminal/output.ts";
import { silenceTyping } from "../terminal/silent-typing.ts";
import { isLiveTerminal, StatusLine } from "../terminal/status.ts";
import { encodeChat } from "../tokenizer/chat-format.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

const promptArguments = {
  prompt: { type: "string", alias: "p", valueHint: "TEXT", description: "same as PROMPT" },
  file: { type: "string", alias: "f", valueHint: "FILE", description: "prompt from a file" },
  system: { type: "string", alias: "s", valueHint: "TEXT", description: "system prompt" },
  resume: { type: "string", alias: "r", valueHint: "FILE", description: "continue a chat that /save wrote" },
  raw: { type: "boolean", description: "text completion: no chat template" },
  ids: { type: "string", valueHint: "1,2,3", description: "the prompt as token ids, taken as they are" },
} as const satisfies ArgsDef;

const answerArguments = {
  "max-tokens": {
    type: "string",
    alias: "n",
    valueHint: "N",
    description: "default: until the model stops or the context is full",
  },
  json: { type: "boolean", description: "a line of JSON for each token, then a summary" },
  "top-logprobs": {
    type: "string",
    valueHint: "K",
    description: "with --json: the K likeliest tokens each time",
  },
} as const satisfies ArgsDef;

const samplingArguments = {
  temp: {
    type: "string",
    valueHint: "T",
    description: "temperature (default 0: always the likeliest token)",
  },
  "top-k": { type: "string", valueHint: "K", description: "choose among the K likeliest (0: all)" },
  "top-p": { type: "string", valueHint: "P", description: "choose among the likeliest that together have P" },
  "min-p": {
    type: "string",
    valueHint: "P",
    description: "leave out what is less than P times as likely as the best",
  },
  seed: { type: "string", valueHint: "S", description: "makes sampling repeat itself" },
} as const satisfies ArgsDef;

/** The default command: answers a prompt. */
export const chat = command({
  name: "llama-nb",
  description: "Llama 3.1, nuts and bolts: chat with a model on your own processor",
  args: {
    text: { type: "positional", required: false, valueHint: "PROMPT", description: "what to say" },
    ...promptArguments,
    ...answerArguments,
    ...samplingArguments,
    ...modelArgument,
    ...runArguments,
    ...logArguments,
  },
  groups: {
    Prompt: promptArguments,
    Answer: answerArguments,
    Sampling: samplingArguments,
    Model: { ...modelArgument, ...runArguments },
    Others: logArguments,
  },
  sections: chatSections,
  async run({ args }) {
    const log = createLog(logOptions(args));
    const run = runOptions(args);
    const maxTokens = integer("max-tokens", args["max-tokens"], { least: 1 });
    const topLogprobs = integer("top-logprobs", args["top-logprobs"], { least: 0, most: 1000 }) ?? 0;
    if (topLogprobs > 0 && !args.json) throw new UsageError("--top-logprobs needs --json; add it");
    const sampling = {
      temperature: real("temp", args.temp, { least: 0 }) ?? 0,
      topK: integer("top-k", args["top-k"], { least: 0 }) ?? 0,
      topP: real("top-p", args["top-p"], { least: 0, most: 1, isOpen: true }) ?? 1,
      minP: real("min-p", args["min-p"], { least: 0, most: 1 }) ?? 0,
      seed: integer("seed", args.seed, { least: 0 }),
    };
    const pick = createSampler(sampling);
    const ids = args.ids === undefined ? undefined : tokenIds("--ids", args.ids);
    if (args.system !== undefined && (args.raw || ids !== undefined)) {
      throw new UsageError("--system is part of the chat template; leave out --raw and --ids to use it");
    }
    if (args.resume !== undefined && (args.raw || ids !== undefined || args.system !== undefined)) {
      throw new UsageError("--resume continues a chat as it is; leave out --raw, --ids and --system");
    }
    const saved = args.resume === undefined ? undefined : await loadChat(args.resume);
    const given = { word: args.text, flag: args.prompt, file: args.file };
    const text = ids === undefined ? await readPrompt(given) : undefined;
    if (text === undefined && ids === undefined) requireScreen();
    const folder = findModel(args.model, log);
    const status = new StatusLine(isLiveTerminal() && !args.quiet, log.colors.dim);
    let prompt: readonly number[] | undefined;
    const loading = LanguageModel.load(folder, run, {
      // What is wrong with a prompt is said before anybody waits for the weights
      beforeWeights: (tokenizer, context) => {
        prompt = ids ?? (text === undefined ? undefined : encodePrompt(tokenizer, text, args, saved));
        if (prompt === undefined) return;
        checkIds(prompt, tokenizer);
        requireFit(prompt, context);
      },
      onProgress: (part) => status.show(`loading the weights: ${(100 * part).toFixed(0)} %`),
    });
    const model = await loading.finally(() => status.clear());
    try {
      const options = { maxTokens, stopTokens: model.tokenizer.stopTokens, pick };
      const answering = { model, session: model.session(), options, status };
      if (prompt === undefined) {
        return await menu({
          ...answering,
          folder,
          log,
          sampling,
          system: args.system,
          resume: saved === undefined ? undefined : { ...saved, path: args.resume ?? "" },
          explain: explainError,
        });
      }
      const output = standardOutput();
      const nameEmoji = log.isVerbose ? emojiLabel(log) : undefined;
      const view = args.json
        ? new JsonAnswer(model, output, topLogprobs)
        : new TextAnswer(model.tokenizer, output, process.stdout.isTTY ? nameEmoji : undefined);
      const endSilence = silenceTyping();
      const answer = await answerPrompt(answering, prompt, view).finally(endSilence);
      const loaded = log.isVerbose ? `${model.name} loaded in ${model.loadSeconds.toFixed(2)} s · ` : "";
      log.info(loaded + describeAnswer(answer));
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
  saved?: DialogContent,
): number[] {
  if (args.raw) return [tokenizer.special.beginOfText, ...tokenizer.encode(text)];
  const { system, turns } = saved ?? { system: args.system, turns: [] };
  const head = system === undefined ? [] : [{ role: "system", content: system }];
  return encodeChat(tokenizer, [...head, ...turns, { role: "user", content: text }]);
}

/** The menu needs standard error for its questions; if that is redirected, it would wait without a word. */
function requireScreen(): void {
  if (process.stderr.isTTY) return;
  const problem = "there is no prompt, and the menu is shown on stderr, which is not a terminal";
  const advice = "give a PROMPT, or do not redirect stderr";
  if (process.stdout.isTTY) process.stdout.write(`llama-nb: ${problem}; ${advice}\n`);
  throw new UsageError(`${problem}; ${advice}`);
}

function checkIds(ids: readonly number[], tokenizer: Tokenizer): void {
  const wrong = ids.find((id) => id >= tokenizer.vocabSize);
  if (wrong !== undefined) {
    throw new UsageError(
      `--ids: ${wrong} is not in the vocabulary; ids go from 0 to ${tokenizer.vocabSize - 1}`,
    );
  }
}
