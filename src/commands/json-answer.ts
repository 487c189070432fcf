import { jsonLine } from "../common/json-line.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { logProbability, logSumExp, topLogProbabilities } from "../generate/log-probabilities.ts";
import type { Answer, Step } from "../generate/session.ts";
import type { Output } from "../terminal/output.ts";
import { StreamDecoder } from "../tokenizer/stream-decoder.ts";

interface TokenLine {
  readonly type: "token";
  readonly id: number;
  text: string;
  readonly logprob: number;
  readonly top?: readonly { id: number; text: string; logprob: number }[];
}

/** shows an answer as lines of JSON: one for each token, then a summary (design §2 of the command line). */
export class JsonAnswer {
  private readonly decoder: StreamDecoder;
  /** the last token while a character that it began is not whole: the answer may end before it is. */
  private held: TokenLine | undefined;

  /** @param top how many of the likeliest tokens to name each time */
  constructor(
    private readonly model: LanguageModel,
    private readonly output: Output,
    private readonly top: number,
  ) {
    this.decoder = new StreamDecoder(model.tokenizer);
  }

  /** @throws as `Output.write` */
  async token({ id, logits }: Step): Promise<void> {
    await this.release();
    const normalizer = logSumExp(logits);
    const line: TokenLine = {
      type: "token",
      id,
      text: this.decoder.push(id),
      logprob: logProbability(logits, id, normalizer),
      ...(this.top > 0 && { top: this.likeliest(logits, normalizer) }),
    };
    if (this.decoder.isWhole) await this.write(line);
    else this.held = line;
  }

  /** @throws as `Output.write` */
  async end(answer: Answer): Promise<void> {
    if (this.held !== undefined) this.held.text += this.decoder.end();
    await this.release();
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
    });
    await this.output.flush();
  }

  private likeliest(logits: Float32Array, normalizer: number): TokenLine["top"] {
    const { tokenizer } = this.model;
    return topLogProbabilities(logits, this.top, normalizer).map(({ id, logprob }) => {
      return { id, text: tokenizer.decode([id]), logprob };
    });
  }

  private async release(): Promise<void> {
    const line = this.held;
    this.held = undefined;
    if (line !== undefined) await this.write(line);
  }

  private async write(line: object): Promise<void> {
    await this.output.write(jsonLine(line));
  }
}
