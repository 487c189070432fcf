/**
 * Bytes as a JavaScript string, with one character (0 to 255) per byte. Tokens are bytes, not text: one may end in the
 * middle of a character. The tokenizer uses strings because a `Map` compares them by their contents, but typed arrays by
 * identity, and because slicing a string is cheap.
 */
export type ByteString = string;

/** The UTF-8 bytes of a text. An unpaired surrogate, which UTF-8 cannot represent, becomes U+FFFD. */
export function utf8(text: string): ByteString {
  // ASCII is its own UTF-8
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Buffer.from(text, "utf8").toString("latin1");
}

/** The same bytes in a new typed array. */
export function toBytes(bytes: ByteString): Uint8Array {
  return new Uint8Array(Buffer.from(bytes, "latin1"));
}
