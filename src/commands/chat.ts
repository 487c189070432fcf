import type { ArgsDef } from "citty";
import { answerPrompt, describeAnswer } from "../answer/answering.ts";
import { emojiLabel } from "../answer/emoji-label.ts";
import { interruptedExitCode } from "../answer/interruptible.ts";
import { JsonAnswer } from "../answer/json-answer.ts";
import { TextAnswer } from "../answer/text-answer.ts";
import { menu } from "../chat/menu.ts";
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
import { isLiveTerminal, StatusLine } from "../terminal/status.ts";
import { encodeChat, encodeCompletion } from "../tokenizer/chat-format.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

const promptArguments = {
  prompt: { type: "string", alias: "p", valueHint: "TEXT", description: "same as PROMPT" },
  file: { type: "string", alias: "f", valueHint: "FILE", description: "prompt from a file" },
  system: { type: "string", alias: "s", valueHint: "TEXT", description: "system prompt" },
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
    const given = { word: args.text, flag: args.prompt, file: args.file };
    const text = ids === undefined ? await readPrompt(given) : undefined;
    const folder = findModel(args.model, log);
    const status = new StatusLine(isLiveTerminal() && !args.quiet, log.colors.dim);
    let prompt: readonly number[] | undefined;
    const loading = LanguageModel.load(folder, run, {
      // What is wrong with a prompt is said before anybody waits for the weights
      beforeWeights: (tokenizer, context) => {
        prompt = ids ?? (text === undefined ? undefined : encodePrompt(tokenizer, text, args));
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
          log,
          sampling,
          system: args.system,
          explain: explainError,
        });
      }
      const output = standardOutput();
      const nameEmoji = log.isVerbose ? emojiLabel(log) : undefined;
      const view = args.json
        ? new JsonAnswer(model, output, topLogprobs)
        : new TextAnswer(model.tokenizer, output, process.stdout.isTTY ? nameEmoji : undefined);
      const answer = await answerPrompt(answering, prompt, view);
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
): number[] {
  if (args.raw) return encodeCompletion(tokenizer, text);
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
