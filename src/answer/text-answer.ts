import type { Step } from "../generate/session.ts";
import { columnAfter } from "../terminal/column.ts";
import type { Output } from "../terminal/output.ts";
import { visible } from "../terminal/visible.ts";
import { type CompletedEmoji, EmojiScanner } from "../tokenizer/emoji.ts";
import { StreamDecoder } from "../tokenizer/stream-decoder.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** Shows an answer as text while it comes. */
export class TextAnswer {
  /** The tokens so far. */
  readonly ids: number[] = [];
  private readonly decoder: StreamDecoder;
  private readonly scanner = new EmojiScanner();
  private text = "";
  /** Where the cursor is. */
  private column = 0;

  /** @param nameEmoji how to show an emoji's name behind it; they are not named if left out */
  constructor(
    tokenizer: Tokenizer,
    private readonly output: Output,
    private readonly nameEmoji?: (emoji: CompletedEmoji) => string,
  ) {
    this.decoder = new StreamDecoder(tokenizer);
  }

  /** The answer so far. */
  get shown(): string {
    return this.text;
  }

  get isAtEdge(): boolean {
    return this.column === columns();
  }

  /** Shows the text that the answer goes on from. @throws as `Output.write` */
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
    let shown = process.stdout.isTTY ? visible(text) : text;
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
    this.column = columnAfter(this.column, text, columns());
    await this.output.write(text);
  }
}

function columns(): number {
  return process.stdout.columns || 80;
}
