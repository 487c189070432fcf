import { type Document, textsOf } from "./document.ts";

/** Estimated tokens of documents that train the far end of the context, with room to spare in its 512. */
export const long = { least: 375, most: 408 } as const;

/**
 * About how many tokens a document has, before there is a tokenizer: its words, of which the long ones and the names have
 * more than one, its signs, and the headers of its messages. One in a hundred has a fifth more than this.
 */
export function estimateTokens(document: Document): number {
  const text = textsOf(document).join(" ");
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const pieces = count(/\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu);
  const messages = document.kind === "chat" ? document.messages.length : 0;
  return pieces + 0.5 * count(/\p{L}{7,}/gu) + 1.2 * count(/\b[A-Z]/g) + 5 * messages + 2;
}

/** True for a document that is long enough, and not too long. */
export function isLong(document: Document): boolean {
  const tokens = estimateTokens(document);
  return tokens >= long.least && tokens <= long.most;
}
