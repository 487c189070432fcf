/**
 * Bytes as a JavaScript string, one character (0 to 255) a byte. Tokens are bytes, not text: one may end in the
 * middle of a character. A `Map` finds strings by what they hold, but typed arrays only by identity, and a
 * slice of a string costs next to nothing: so the tokenizer keeps its bytes this way.
 */
export type ByteString = string;

/** The UTF-8 bytes of a text. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD. */
export function utf8(text: string): ByteString {
  // ASCII is its own UTF-8
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Buffer.from(text, "utf8").toString("latin1");
}

/** The same bytes in a typed array of their own. */
export function toBytes(bytes: ByteString): Uint8Array {
  return new Uint8Array(Buffer.from(bytes, "latin1"));
}
