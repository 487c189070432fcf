import type { Step } from "../generate/session.ts";
import type { Output } from "../terminal/output.ts";
import { visible } from "../terminal/visible.ts";
import { WordWrap } from "../terminal/word-wrap.ts";
import { type CompletedEmoji, EmojiScanner } from "../tokenizer/emoji.ts";
import { StreamDecoder } from "../tokenizer/stream-decoder.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/**
 * Shows an answer as text while it is generated. At a terminal it is broken at words, and its control characters are
 * shown; elsewhere the text is written exactly as it is.
 */
export class TextAnswer {
  /** The tokens so far. */
  readonly ids: number[] = [];
  private readonly decoder: StreamDecoder;
  private readonly scanner = new EmojiScanner();
  private readonly wrap: WordWrap | undefined;
  private text = "";

  /**
   * @param nameEmoji how the name of an emoji is shown after it; without it emoji are not named
   * @param column cells of the row that are taken at a terminal
   */
  constructor(
    tokenizer: Tokenizer,
    private readonly output: Output,
    private readonly nameEmoji?: (emoji: CompletedEmoji) => string,
    column = 0,
  ) {
    this.decoder = new StreamDecoder(tokenizer);
    if (process.stdout.isTTY) this.wrap = new WordWrap(column);
  }

  /** The answer so far. */
  get shown(): string {
    return this.text;
  }

  /** Shows the text that the answer continues. @throws as `Output.write` */
  async begin(text: string): Promise<void> {
    await this.write(text);
  }

  /** @throws as `Output.write` */
  async token({ id, length }: Step): Promise<void> {
    this.ids.push(id);
    const text = this.decoder.push(id).slice(0, length);
    // What is after the end of the answer is not part of it, even if it is the beginning of a character
    if (length !== undefined) this.decoder.end();
    await this.show(text, (shown) => this.scanner.push(shown));
  }

  /** Writes what was held back, and a line end. @throws as `Output.write` */
  async end(): Promise<void> {
    await this.show(this.decoder.end(), (text) => [...this.scanner.push(text), ...this.scanner.end()]);
    await this.output.write("\n");
    await this.output.flush();
  }

  private async show(text: string, scan: (text: string) => CompletedEmoji[]): Promise<void> {
    this.text += text;
    let shown = this.wrap === undefined ? text : visible(text);
    if (this.nameEmoji !== undefined) {
      // From the last to the first, so that the places of the others stay right
      for (const emoji of scan(text).reverse()) {
        const place = Math.max(0, emoji.end);
        shown = shown.slice(0, place) + this.nameEmoji(emoji) + shown.slice(place);
      }
    }
    if (shown !== "") await this.write(shown);
  }

  private async write(text: string): Promise<void> {
    await this.output.write(this.wrap?.push(text, process.stdout.columns || 80) ?? text);
  }
}
