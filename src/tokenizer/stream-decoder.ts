import type { Tokenizer } from "./tokenizer.ts";

/**
 * Turns tokens into text while they come. A character may be spread over several tokens (most emoji are): its
 * bytes are held back until it is whole, so that what is shown never has to be taken back. Bytes that are not
 * UTF-8 become U+FFFD as soon as that is certain, by the rules of the WHATWG Encoding Standard, so the pieces
 * joined are what {@link Tokenizer.decode} gives for all the tokens. Special tokens show as their names.
 */
export class StreamDecoder {
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /** The last bytes pushed, as many as a character can lack. */
  private tail: number[] = [];

  constructor(private readonly tokenizer: Tokenizer) {}

  /** Whether nothing is held back for certain: the last bytes do not look like the beginning of a character. */
  get isWhole(): boolean {
    const lead = this.tail.findLastIndex((byte) => byte >= 0xc0);
    if (lead < 0) return true;
    const length = this.tail[lead] >= 0xf0 ? 4 : this.tail[lead] >= 0xe0 ? 3 : 2;
    const following = this.tail.slice(lead + 1);
    return following.length >= length - 1 || following.some((byte) => byte < 0x80);
  }

  /**
   * The text that is complete with this token; "" while all is held back.
   * @throws RangeError for what is not an id
   */
  push(id: number): string {
    const bytes = this.tokenizer.bytesOf(id);
    this.tail = [...this.tail, ...bytes.subarray(-3)].slice(-3);
    return this.decoder.decode(bytes, { stream: true });
  }

  /** What is still held back can no longer be completed: U+FFFD for it, or "". The decoder may be used anew. */
  end(): string {
    this.tail = [];
    return this.decoder.decode();
  }
}
