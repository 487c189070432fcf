import { answerPrompt, describeAnswer } from "../answer/answering.ts";
import { emojiLabel } from "../answer/emoji-label.ts";
import { TextAnswer } from "../answer/text-answer.ts";
import { createSampler, type SamplerOptions } from "../generate/sampler.ts";
import type { Answer } from "../generate/session.ts";
import { standardOutput } from "../terminal/output.ts";
import { encodeChat } from "../tokenizer/chat-format.ts";
import type { MenuContext } from "./context.ts";
import { fitTurns, type Turn } from "./turns.ts";

/** What a chat consists of. */
export interface DialogContent {
  readonly system: string | undefined;
  /** What user and assistant said. */
  readonly turns: readonly Turn[];
}

/** A chat in memory: what was said so far, and the model that answers. */
export class Dialog {
  /** How the next token is chosen. */
  sampling: SamplerOptions;
  /** What the model answered since the dialog began, in numbers. */
  readonly answers: Answer[] = [];
  /** How many of the oldest turns the model no longer sees, since the context is too small for all. */
  dropped = 0;
  private pick: (logits: Float32Array) => number;

  constructor(
    readonly context: MenuContext,
    public content: DialogContent,
  ) {
    this.sampling = context.sampling;
    this.pick = context.options.pick;
  }

  /** Puts another chat in place of this one. */
  begin(content: DialogContent): void {
    this.content = content;
    this.dropped = 0;
  }

  /** Chooses tokens at another temperature from now on. */
  setTemperature(temperature: number): void {
    this.sampling = { ...this.sampling, temperature };
    this.pick = createSampler(this.sampling);
  }

  /** Takes the last turn and its answer back. @returns what the user said in it */
  undo(): string | undefined {
    const { system, turns } = this.content;
    const last = turns.findLastIndex(({ role }) => role === "user");
    if (last < 0) return undefined;
    // Begun anew, since what was dropped for the turn's sake may fit again
    this.begin({ system, turns: turns.slice(0, last) });
    return turns[last].content;
  }

  /**
   * Adds a turn and lets the model answer it. An answer that was interrupted counts as far as it went. When the context
   * would be full, the model no longer sees the oldest turns.
   * @throws UserError when the turn alone does not fit the context; it is not added then
   */
  async say(text: string): Promise<void> {
    const { model, log, session, options } = this.context;
    const { system } = this.content;
    const turns = [...this.content.turns, { role: "user", content: text }];
    const encode = (seen: readonly Turn[]): number[] => {
      const first = system === undefined ? [] : [{ role: "system", content: system }];
      return encodeChat(model.tokenizer, [...first, ...seen]);
    };
    const tokens = (seen: readonly Turn[]): number => encode(seen).length;
    const dropped = fitTurns(turns, this.dropped, tokens, session.context, options.maxTokens);
    const prompt = encode(turns.slice(dropped));
    if (dropped > this.dropped && prompt.length <= session.context) {
      log.notice(`the context is full: from now on the model does not see the oldest ${dropped} messages`);
    }
    const view = new TextAnswer(model.tokenizer, standardOutput(), emojiLabel(log));
    const answering = { ...this.context, options: { ...options, pick: this.pick } };
    const answer = await answerPrompt(answering, prompt, view);
    this.dropped = dropped;
    this.content = { system, turns: [...turns, { role: "assistant", content: view.shown, ids: view.ids }] };
    this.answers.push(answer);
    log.info(describeAnswer(answer));
    this.warnOfFullContext(session.context - answer.promptTokens - answer.generatedTokens);
  }

  private warnOfFullContext(left: number): void {
    const { log, session } = this.context;
    if (left >= session.context / 8) return;
    log.notice(
      `${left} of the context's ${session.context} tokens are left; ` +
        "when a turn does not fit, the oldest are dropped (/reset begins anew)",
    );
  }
}
