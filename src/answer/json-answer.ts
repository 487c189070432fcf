import { jsonLine } from "../common/json-line.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { logProbability, logSumExp, topLogProbabilities } from "../generate/log-probabilities.ts";
import type { Answer, Step } from "../generate/session.ts";
import type { Output } from "../terminal/output.ts";
import { type CompletedEmoji, EmojiScanner, type NamedEmoji } from "../tokenizer/emoji.ts";
import { StreamDecoder } from "../tokenizer/stream-decoder.ts";

interface TokenLine {
  readonly type: "token";
  readonly id: number;
  text: string;
  readonly logprob: number;
  readonly top?: readonly { id: number; text: string; logprob: number }[];
  /** Those that this token completes. */
  emoji?: NamedEmoji[];
}

/** A line that is not written yet, and where its text ends in the answer, in UTF-16 units. */
interface HeldLine {
  readonly line: TokenLine;
  end: number;
}

/**
 * Shows an answer as lines of JSON: one for each token, then a summary. A line waits while its token is the last and begins
 * a character, because the answer may end before the character is complete. It also waits while its text may still belong to
 * an emoji, which is on the line of the token that completes it.
 */
export class JsonAnswer {
  private readonly decoder: StreamDecoder;
  private readonly scanner = new EmojiScanner();
  private readonly held: HeldLine[] = [];
  /** UTF-16 units of all the text so far. */
  private length = 0;

  /**
   * @param top how many of the likeliest tokens are named on each line
   * @param seed the seed of the draws, if tokens are drawn
   */
  constructor(
    private readonly model: LanguageModel,
    private readonly output: Output,
    private readonly top: number,
    private readonly seed?: number | bigint,
  ) {
    this.decoder = new StreamDecoder(model.tokenizer);
  }

  /** @throws as `Output.write` */
  async token({ id, logits, length }: Step): Promise<void> {
    const normalizer = logSumExp(logits);
    const line: TokenLine = {
      type: "token",
      id,
      text: "",
      logprob: logProbability(logits, id, normalizer),
      ...(this.top > 0 && { top: this.likeliest(logits, normalizer) }),
    };
    this.held.push({ line, end: this.length });
    this.append(this.decoder.push(id).slice(0, length));
    // What is after the end of the answer is not part of it, even if it is the beginning of a character
    if (length !== undefined) this.decoder.end();
    const settled = this.length - this.scanner.pendingLength;
    const waiting = this.held.findIndex(({ end }) => end > settled);
    const last = this.held.length - (this.decoder.isWhole ? 0 : 1);
    await this.release(waiting < 0 ? last : Math.min(waiting, last));
  }

  /** Writes what was held back, and the summary. @throws as `Output.write` */
  async end(answer: Answer): Promise<void> {
    this.append(this.decoder.end());
    this.name(this.scanner.end(), this.length);
    await this.release(this.held.length);
    const { options } = this.model.transformer;
    await this.write({
      type: "summary",
      promptTokens: answer.promptTokens,
      generatedTokens: answer.generatedTokens,
      stopReason: answer.stopReason,
      loadSeconds: this.model.loadSeconds,
      promptSeconds: answer.promptSeconds,
      decodeSeconds: answer.decodeSeconds,
      model: this.model.name,
      engine: options.engine,
      weights: this.model.transformer.weights,
      threads: options.sizes.ranks,
      ...(this.seed !== undefined && { seed: Number(this.seed) }),
    });
    await this.output.flush();
  }

  private likeliest(logits: Float32Array, normalizer: number): TokenLine["top"] {
    const { tokenizer } = this.model;
    return topLogProbabilities(logits, this.top, normalizer).map(({ id, logprob }) => {
      return { id, text: tokenizer.decode([id]), logprob };
    });
  }

  /** Adds a text to the last token. */
  private append(text: string): void {
    const last = this.held.at(-1);
    if (last === undefined) return;
    last.line.text += text;
    last.end += text.length;
    const start = this.length;
    this.length = last.end;
    this.name(this.scanner.push(text), start);
  }

  /** @param start where the text begins in which the emoji were found */
  private name(found: readonly CompletedEmoji[], start: number): void {
    for (const { end, ...emoji } of found) {
      const held = this.held.find((candidate) => candidate.end >= start + end);
      if (held !== undefined) held.line.emoji = [...(held.line.emoji ?? []), emoji];
    }
  }

  private async release(count: number): Promise<void> {
    for (const { line } of this.held.splice(0, count)) await this.write(line);
  }

  private async write(line: object): Promise<void> {
    await this.output.write(jsonLine(line));
  }
}
