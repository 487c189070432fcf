import type { Tokenizer } from "./tokenizer.ts";

/**
 * turns tokens into text while they come. a character may be spread over several tokens (most emoji are): its
 * bytes are held back until it is whole, so that what is shown never has to be taken back. bytes that are not
 * UTF-8 become U+FFFD as soon as that is certain, by the rules of the WHATWG Encoding Standard, so the pieces
 * joined are what {@link Tokenizer.decode} gives for all the tokens. special tokens show as their names.
 */
export class StreamDecoder {
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(private readonly tokenizer: Tokenizer) {}

  /**
   * the text that is complete with this token; "" while all is held back.
   * @throws RangeError for what is not an id
   */
  push(id: number): string {
    return this.decoder.decode(this.tokenizer.bytesOf(id), { stream: true });
  }

  /** what is still held back can no longer be completed: U+FFFD for it, or "". the decoder may be used anew. */
  end(): string {
    return this.decoder.decode();
  }
}
