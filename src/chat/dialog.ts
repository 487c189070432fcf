import { answerPrompt, describeAnswer } from "../answer/answering.ts";
import { emojiLabel } from "../answer/emoji-label.ts";
import { TextAnswer } from "../answer/text-answer.ts";
import { UserError } from "../common/errors.ts";
import { randomSeed } from "../generate/random.ts";
import { createSampler, type SamplerOptions } from "../generate/sampler.ts";
import type { Answer, GenerateOptions } from "../generate/session.ts";
import { standardOutput } from "../terminal/output.ts";
import type { MenuContext } from "./context.ts";
import type { DialogContent } from "./dialog-content.ts";
import { showSpeaker } from "./speakers.ts";
import { fitTurns, type Turn, TurnEncoder } from "./turns.ts";

/** A chat in memory: what was said so far, and the model that answers. */
export class Dialog {
  /** Where the chat was loaded from or saved to last. */
  path: string | undefined;
  /** What the model answered since the dialog began, in numbers. */
  readonly answers: Answer[] = [];
  /** How many of the oldest turns the model no longer sees, because the context is too small for all. */
  dropped = 0;
  private readonly encoder: TurnEncoder;
  private chosen: SamplerOptions;
  private pick: GenerateOptions["pick"];
  /** The system prompt as a turn, if there is one. */
  private head: readonly Turn[] = [];
  private said: DialogContent;

  constructor(
    readonly context: MenuContext,
    content: DialogContent,
  ) {
    this.encoder = new TurnEncoder(context.model.tokenizer);
    this.chosen = withSeed(context.sampling);
    this.pick = createSampler(this.chosen);
    this.said = content;
    this.begin(content);
  }

  get content(): DialogContent {
    return this.said;
  }

  /** How the next token is chosen. */
  get sampling(): SamplerOptions {
    return this.chosen;
  }

  /** From now on tokens are chosen in another way. Without a seed there is a new one. */
  set sampling(options: SamplerOptions) {
    this.chosen = withSeed(options);
    this.pick = createSampler(this.chosen);
  }

  /** Puts another chat in place of this one. */
  begin(content: DialogContent): void {
    this.said = content;
    this.dropped = 0;
    this.head = content.system === undefined ? [] : [{ role: "system", content: content.system }];
  }

  /** Takes the last turn and its answer back. @returns what the user said in it */
  undo(): string | undefined {
    const { system, turns } = this.content;
    const last = turns.findLastIndex(({ role }) => role === "user");
    if (last < 0) return undefined;
    // The turns that were dropped for the sake of this one may fit again
    this.begin({ system, turns: turns.slice(0, last) });
    return turns[last].content;
  }

  /**
   * Adds a turn and lets the model answer it. An answer that is interrupted counts as far as it goes. If the context
   * would be full, the model no longer sees the oldest turns.
   * @param signal ends the work before the answer begins
   * @throws UserError if the turn alone does not fit the context; it is not added then
   */
  async say(text: string, signal: AbortSignal): Promise<void> {
    const { model, log, session, options } = this.context;
    const { system } = this.content;
    const turns: Turn[] = [...this.content.turns, { role: "user", content: text }];
    const dropped = await this.fit(turns, signal);
    const prompt = await this.encoder.encode([...this.head, ...turns.slice(dropped)], signal);
    if (dropped > this.dropped && prompt.length <= session.context) {
      log.notice(`the context is full: from now on the model does not see the oldest ${dropped} messages`);
    }
    const column = showSpeaker("assistant", log);
    const view = new TextAnswer(model.tokenizer, standardOutput(), emojiLabel(log), column);
    const answering = { ...this.context, options: { ...options, pick: this.pick } };
    const answer = await answerPrompt(answering, prompt, view);
    this.dropped = dropped;
    this.said = { system, turns: [...turns, { role: "assistant", content: view.shown, ids: view.ids }] };
    this.answers.push(answer);
    log.info(describeAnswer(answer));
    this.warnOfFullContext(session.context - answer.promptTokens - answer.generatedTokens);
  }

  /** @returns how many of the oldest turns must be left out. @throws UserError if what must stay does not fit */
  private async fit(turns: readonly Turn[], signal: AbortSignal): Promise<number> {
    const { encoder, head } = this;
    const { session, options } = this.context;
    const count = (turn: Turn): Promise<number> => encoder.count(turn, session.context, signal);
    let { frame } = encoder;
    for (const turn of head) frame += await count(turn);
    if (frame + (await count(turns[turns.length - 1])) === Number.POSITIVE_INFINITY) {
      throw new UserError(
        `the turn and the system prompt have more tokens than the context, which holds ${session.context}`,
        1,
        { remedy: "larger context" },
      );
    }
    return fitTurns(turns, this.dropped, frame, count, session.context, options.maxTokens);
  }

  private warnOfFullContext(left: number): void {
    const { log, session } = this.context;
    if (left >= session.context / 8) return;
    log.notice(
      `${left} of the context's ${session.context} tokens are left; ` +
        "when a turn does not fit, the oldest are dropped (/reset starts over)",
    );
  }
}

function withSeed(options: SamplerOptions): SamplerOptions {
  return { ...options, seed: options.seed ?? randomSeed() };
}
