import { quote, tokenNames } from "../see/token-text.ts";
import { StreamDecoder } from "../tokenizer/stream-decoder.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** The newest token of an answer in words: its id, its text, and the bytes that wait for the rest of a character. */
export class NewestToken {
  private readonly decoder: StreamDecoder;
  private id: number | undefined;

  constructor(private readonly tokenizer: Tokenizer) {
    this.decoder = new StreamDecoder(tokenizer);
  }

  push(id: number): void {
    this.id = id;
    this.decoder.push(id);
  }

  describe(): string {
    if (this.id === undefined) return "";
    const { waiting } = this.decoder;
    const name = `${this.id} ${quote(tokenNames(this.tokenizer)(this.id))}`;
    if (waiting.length === 0) return name;
    return `${name}, waiting bytes: ${waiting.map((byte) => byte.toString(16)).join(" ")}`;
  }
}
