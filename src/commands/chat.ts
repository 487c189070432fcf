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
import { explainError } from "../command-line/explain-error.ts";
import { loadWithPrompt } from "../command-line/load-with-prompt.ts";
import { forTokenizer, samplingOptions } from "../command-line/sampling-options.ts";
import { partList, withoutArgument } from "../command-line/see-arguments.ts";
import { integer } from "../command-line/values.ts";
import { UsageError, type UserError } from "../common/errors.ts";
import { startReport } from "../explain/start-report.ts";
import { createSampler, isGreedy } from "../generate/sampler.ts";
import type { Steps } from "../generate/session.ts";
import { stopAtTexts } from "../generate/stop-texts.ts";
import { standardOutput } from "../terminal/output.ts";
import { silenceTyping } from "../terminal/silent-typing.ts";

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
    ...withoutArgument,
    ...logArguments,
  },
  groups: {
    Prompt: promptArguments,
    Answer: answerArguments,
    Sampling: samplingArguments,
    "Against repetition": repetitionArguments,
    Model: { ...modelArgument, ...runArguments, ...withoutArgument },
    Others: logArguments,
  },
  sections: chatSections,
  async run({ args, log }) {
    const maxTokens = integer("max-tokens", args["max-tokens"], { least: 1 });
    const topLogprobs = integer("top-logprobs", args["top-logprobs"], { least: 0, most: 1000 }) ?? 0;
    if (topLogprobs > 0 && !args.json) throw new UsageError("--top-logprobs needs --json; add it");
    if (args.stop.includes("")) throw new UsageError('--stop "" is no text; leave it out');
    const asked = samplingOptions(args);
    const seed = isGreedy(asked) ? undefined : asked.seed;
    let without: readonly string[] = [];
    const { model, prompt, saved, limits, status } = await loadWithPrompt(
      args,
      args.text,
      log,
      (config, ids) => {
        if (ids === undefined) requireScreen();
        without = partList("--without", args.without, config);
      },
    );
    try {
      await model.transformer.switchOff(without);
      if (log.isVerbose) for (const line of startReport(model, prompt)) log.info(line);
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
        return await menu({ ...answering, log, sampling, system: args.system, resume: saved, explain });
      }
      const output = standardOutput();
      const nameEmoji = log.isVerbose ? emojiLabel(log) : undefined;
      const view = args.json
        ? new JsonAnswer(model, output, topLogprobs, seed)
        : new TextAnswer(tokenizer, output, process.stdout.isTTY ? nameEmoji : undefined);
      const endSilence = silenceTyping();
      const answer = await answerPrompt(answering, prompt, view).finally(endSilence);
      const details = seed === undefined ? [] : [`seed ${seed}`];
      log.info([...(log.isVerbose ? details : []), describeAnswer(answer)].join(" · "));
      if (answer.stopReason === "interrupted") process.exitCode = interruptedExitCode;
    } finally {
      model.close();
    }
  },
});

/** The menu needs standard error for its questions; if that is redirected, it would wait without a word. */
function requireScreen(): void {
  if (process.stderr.isTTY) return;
  const problem = "there is no prompt, and the menu is shown on stderr, which is not a terminal";
  const advice = "give a PROMPT, or do not redirect stderr";
  if (process.stdout.isTTY) process.stdout.write(`llama-nb: ${problem}; ${advice}\n`);
  throw new UsageError(`${problem}; ${advice}`);
}
