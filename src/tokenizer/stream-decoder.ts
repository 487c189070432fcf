import type { Tokenizer } from "./tokenizer.ts";

/**
 * Turns a stream of tokens into text. A character can span several tokens (most emoji do). Its bytes are held back until it
 * is complete, so text that was shown never changes. Bytes that are not UTF-8 become U+FFFD as soon as that is certain, by
 * the rules of the WHATWG Encoding Standard, so all pieces joined are what {@link Tokenizer.decode} returns for all tokens.
 * Special tokens show as their names.
 */
export class StreamDecoder {
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /** The last bytes that were pushed, at most as many as an incomplete character can have. */
  private tail: number[] = [];

  constructor(private readonly tokenizer: Tokenizer) {}

  /** Whether certainly nothing is held back, because the last bytes are not the beginning of a character. */
  get isWhole(): boolean {
    return this.waiting.length === 0;
  }

  /** The last bytes if they are the beginning of a character, which wait for its other bytes. */
  get waiting(): readonly number[] {
    const lead = this.tail.findLastIndex((byte) => byte >= 0xc0);
    if (lead < 0) return [];
    const length = this.tail[lead] >= 0xf0 ? 4 : this.tail[lead] >= 0xe0 ? 3 : 2;
    const beginning = this.tail.slice(lead);
    const isWhole = beginning.length >= length || beginning.some((byte) => byte < 0x80);
    return isWhole ? [] : beginning;
  }

  /**
   * The text that this token completes, or "" if all of it is held back.
   * @throws RangeError if it is not an id
   */
  push(id: number): string {
    const bytes = this.tokenizer.bytesOf(id);
    this.tail = [...this.tail, ...bytes.subarray(-3)].slice(-3);
    return this.decoder.decode(bytes, { stream: true });
  }

  /** Ends the text: U+FFFD for an incomplete character, otherwise "". The decoder can then be used again. */
  end(): string {
    this.tail = [];
    return this.decoder.decode();
  }
}
