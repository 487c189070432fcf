import type { LanguageModel } from "../generate/language-model.ts";
import type { Answer, GenerateOptions, Session, Step } from "../generate/session.ts";
import type { StatusLine } from "../terminal/status.ts";
import { interruptible } from "./interruptible.ts";

/** What shows the tokens of an answer. */
export interface AnswerView {
  token(step: Step): Promise<void>;
  end(answer: Answer): Promise<void>;
}

/** What is needed to answer. */
export interface Answering {
  readonly model: LanguageModel;
  readonly session: Session;
  readonly options: Omit<GenerateOptions, "signal" | "onPrompt">;
  readonly status: StatusLine;
}

/** How often the status line is updated, milliseconds. */
const interval = 50;

/**
 * Lets the model answer a prompt, token by token into a view, above a status line. The first Ctrl-C ends the answer.
 * @throws Ended if another signal did
 */
export async function answerPrompt(
  { model, session, options, status }: Answering,
  prompt: readonly number[],
  view: AnswerView,
): Promise<Answer> {
  const started = performance.now();
  let decodingSince: number | undefined;
  let generated = 0;
  let read = 0;
  const describe = (): string => {
    const { layersDone, config } = model.transformer;
    const layer = `layer ${layersDone} of ${config.nLayers}`;
    if (decodingSince === undefined) {
      const elapsed = ((performance.now() - started) / 1000).toFixed(1);
      return `reading the prompt: ${read} of ${prompt.length} tokens, ${elapsed} s, ${layer}`;
    }
    const seconds = (performance.now() - decodingSince) / 1000;
    const each = seconds / (generated - 1);
    const most = options.maxTokens === undefined ? "" : ` of ${options.maxTokens}`;
    const speed = generated < 2 ? "" : `${each.toFixed(2)} s each, ${(1 / each).toFixed(1)} tok/s, `;
    return `token ${generated + 1}${most}, ${seconds.toFixed(1)} s, ${speed}${layer}`;
  };
  const timer = setInterval(() => status.show(describe()), interval);
  try {
    return await interruptible(async (signal) => {
      const onPrompt = (done: number) => {
        read = done;
      };
      const steps = session.generate(prompt, { ...options, signal, onPrompt });
      for (;;) {
        const { value, done } = await steps.next();
        if (done) {
          status.clear();
          await view.end(value);
          return value;
        }
        decodingSince ??= performance.now();
        generated++;
        await view.token(value);
      }
    });
  } finally {
    clearInterval(timer);
    status.clear();
  }
}

const reasons: Record<Answer["stopReason"], string> = {
  stop_token: "the model stopped",
  stop_text: "a stop text came",
  max_tokens: "token limit reached",
  context_full: "the context is full",
  interrupted: "interrupted",
};

/**
 * An answer in numbers, as one line for people.
 * @param width columns of the terminal, if it is shown at one: a line that does not fit is broken between two figures
 */
export function describeAnswer(answer: Answer, width = process.stderr.columns): string {
  const rate = (tokens: number, seconds: number) => `${(tokens / Math.max(seconds, 1e-9)).toFixed(1)} tok/s`;
  const read = answer.promptTokens - answer.reusedTokens;
  const reused = answer.reusedTokens > 0 ? ` (${answer.reusedTokens} known already)` : "";
  const all = answer.promptTokens < answer.promptLength ? ` of ${answer.promptLength}` : "";
  const seconds = (answer.promptSeconds + answer.decodeSeconds).toFixed(1);
  const parts = [
    `prompt ${answer.promptTokens}${all} tokens${reused}, ${rate(read, answer.promptSeconds)}`,
    `answer ${answer.generatedTokens} tokens, ${rate(answer.generatedTokens, answer.decodeSeconds)}`,
    `${seconds} s`,
    reasons[answer.stopReason],
  ];
  const separator = " · ";
  const whole = parts.join(separator);
  if (width === undefined || whole.length < width) return whole;
  return [parts[0], parts.slice(1).join(separator)].join("\n");
}
