import { createSampler, type SamplerOptions } from "../generate/sampler.ts";
import type { Answer } from "../generate/session.ts";
import { standardOutput } from "../terminal/output.ts";
import { encodeChat, type Message } from "../tokenizer/chat-format.ts";
import { answerPrompt, describeAnswer } from "./answering.ts";
import { emojiLabel } from "./emoji-label.ts";
import { fitTurns } from "./fit-turns.ts";
import type { MenuContext } from "./menu.ts";
import { TextAnswer } from "./text-answer.ts";

/** what a chat consists of. */
export interface DialogContent {
  readonly system: string | undefined;
  /** what user and assistant said, in turns. */
  readonly turns: readonly Message[];
}

/** a chat in memory: what was said so far, and the model that answers. */
export class Dialog {
  system: string | undefined;
  /** how the next token is chosen. */
  sampling: SamplerOptions;
  private pick: (logits: Float32Array) => number;
  private turns: readonly Message[] = [];
  /** how many of the oldest messages the model no longer sees, since the context is too small for all. */
  private dropped = 0;
  private readonly answers: Answer[] = [];

  constructor(
    private readonly context: MenuContext,
    system: string | undefined,
  ) {
    this.system = system;
    this.sampling = context.sampling;
    this.pick = context.options.pick;
  }

  get modelName(): string {
    return this.context.model.name;
  }

  get content(): DialogContent {
    return { system: this.system, turns: this.turns };
  }

  /** puts another chat in place of this one. */
  begin({ system, turns }: DialogContent): void {
    this.system = system;
    this.turns = turns;
    this.dropped = 0;
  }

  /** chooses tokens at another temperature from now on. */
  setTemperature(temperature: number): void {
    this.sampling = { ...this.sampling, temperature };
    this.pick = createSampler(this.sampling);
  }

  /** takes the last turn back. @returns what the user said in it */
  undo(): string | undefined {
    const last = this.turns.findLastIndex(({ role }) => role === "user");
    if (last < 0) return undefined;
    const { content } = this.turns[last];
    this.turns = this.turns.slice(0, last);
    // what was dropped for its sake may fit again
    this.dropped = 0;
    return content;
  }

  /**
   * adds a turn and lets the model answer it. an answer that was interrupted counts as far as it went.
   * @throws UserError when the turn alone does not fit the context; it is not added then
   */
  async say(text: string): Promise<void> {
    const { model, log, session, options } = this.context;
    const turns = [...this.turns, { role: "user", content: text }];
    const encode = (shown: readonly Message[]): number[] =>
      encodeChat(model.tokenizer, this.withSystem(shown));
    const tokens = (shown: readonly Message[]): number => encode(shown).length;
    const fit = fitTurns(turns, this.dropped, tokens, session.context, options.maxTokens);
    const prompt = encode(turns.slice(fit));
    if (fit > this.dropped && prompt.length <= session.context) {
      log.notice(`the context is full: the model no longer sees the oldest ${fit} messages`);
    }
    const view = new TextAnswer(model.tokenizer, standardOutput(), emojiLabel(log));
    const answering = { ...this.context, options: { ...options, pick: this.pick } };
    const answer = await answerPrompt(answering, prompt, view);
    this.dropped = fit;
    this.turns = [...turns, { role: "assistant", content: view.shown }];
    this.answers.push(answer);
    log.info(describeAnswer(answer));
    const left = session.context - tokensOf(answer);
    if (left < session.context / 10) {
      log.notice(
        `${left} of the context's ${session.context} tokens are left; ` +
          "then the oldest turns are dropped (/reset begins anew)",
      );
    }
  }

  /** the chat in numbers, as a table. */
  statistics(): string {
    const { model, session } = this.context;
    const { engine, sizes } = model.transformer.options;
    const sum = (value: (answer: Answer) => number): number =>
      this.answers.reduce((total, answer) => total + value(answer), 0);
    const read = sum(({ promptTokens, reusedTokens }) => promptTokens - reusedTokens);
    const written = sum(({ generatedTokens }) => generatedTokens);
    const speed = (tokens: number, seconds: number): string =>
      tokens === 0 ? "" : `, ${(tokens / Math.max(seconds, 1e-9)).toFixed(1)} tok/s`;
    const last = this.answers.at(-1);
    const used = last === undefined || this.turns.length === 0 ? 0 : tokensOf(last);
    const rows = [
      ["model", `${model.name}, ${engine}, ${sizes.ranks} threads, weights ${model.transformer.weights}`],
      ["context", `${used} of ${session.context} tokens after the last answer`],
      ["messages", `${this.turns.length}${this.dropped > 0 ? `, the oldest ${this.dropped} dropped` : ""}`],
      ["temperature", String(this.sampling.temperature)],
      [
        "read",
        `${read} tokens${speed(
          read,
          sum(({ promptSeconds }) => promptSeconds),
        )}`,
      ],
      ["known already", `${sum(({ reusedTokens }) => reusedTokens)} tokens`],
      [
        "written",
        `${written} tokens${speed(
          written,
          sum(({ decodeSeconds }) => decodeSeconds),
        )}`,
      ],
    ];
    return rows.map(([name, value]) => `${name.padEnd(13)}  ${value}`).join("\n");
  }

  private withSystem(turns: readonly Message[]): Message[] {
    const system = this.system === undefined ? [] : [{ role: "system", content: this.system }];
    return [...system, ...turns];
  }
}

function tokensOf({ promptTokens, generatedTokens }: Answer): number {
  return promptTokens + generatedTokens;
}
