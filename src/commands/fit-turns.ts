import type { Message } from "../tokenizer/chat-format.ts";

/** the part of the context that is kept free for an answer, at most. */
const answerPart = 8;

/**
 * how many of the oldest messages of a chat must be left out so that the rest fits the context, with room for an answer:
 * an eighth of the context, or the most tokens an answer may have. what is left out changes the beginning of what the
 * model reads, and all of the rest is then read anew; so, if any, enough is left out to fill half of the context only.
 * the last message always stays, and the rest begins with a user's.
 * @param dropped how many were left out before; no fewer are now
 * @param tokens how many tokens messages take, with the system prompt before them
 */
export function fitTurns(
  messages: readonly Message[],
  dropped: number,
  tokens: (messages: readonly Message[]) => number,
  context: number,
  maxTokens = Number.POSITIVE_INFINITY,
): number {
  const room = Math.min(maxTokens, Math.floor(context / answerPart));
  if (tokens(messages.slice(dropped)) + room <= context) return dropped;
  let first = dropped;
  for (let next = dropped + 1; next < messages.length; next++) {
    if (messages[next].role !== "user") continue;
    first = next;
    if (tokens(messages.slice(first)) <= context / 2) break;
  }
  return first;
}
