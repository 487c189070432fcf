import type { Step } from "../generate/session.ts";
import type { Output } from "../terminal/output.ts";
import { StreamDecoder } from "../tokenizer/stream-decoder.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** shows an answer as text while it comes. */
export class TextAnswer {
  private readonly decoder: StreamDecoder;

  constructor(
    tokenizer: Tokenizer,
    private readonly output: Output,
  ) {
    this.decoder = new StreamDecoder(tokenizer);
  }

  /** @throws as `Output.write` */
  async token({ id }: Step): Promise<void> {
    const text = this.decoder.push(id);
    if (text !== "") await this.output.write(text);
  }

  /** writes what was held back, and a line end. @throws as `Output.write` */
  async end(): Promise<void> {
    await this.output.write(`${this.decoder.end()}\n`);
    await this.output.flush();
  }
}
