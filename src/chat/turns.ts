import type { Message } from "../tokenizer/chat-format.ts";

/** A message of a chat. */
export type Turn = Message;

/** The part of the context that is kept free for an answer, at most. */
const answerPart = 16;

/**
 * How many of the oldest turns of a chat must be left out so that the rest fits the context, with room for an answer:
 * a sixteenth of the context, or the most tokens an answer may have. What is left out changes the beginning of what the
 * model reads, and all of the rest is then read anew; so, if any, enough is left out to fill half of the context only.
 * The last turn always stays, and the rest begins with a user's.
 * @param dropped how many were left out before; no fewer are now
 * @param tokens how many tokens turns take, with the system prompt before them
 */
export function fitTurns(
  turns: readonly Turn[],
  dropped: number,
  tokens: (turns: readonly Turn[]) => number,
  context: number,
  maxTokens = Number.POSITIVE_INFINITY,
): number {
  const room = Math.min(maxTokens, Math.floor(context / answerPart));
  if (tokens(turns.slice(dropped)) + room <= context) return dropped;
  let first = dropped;
  for (let next = dropped + 1; next < turns.length; next++) {
    if (turns[next].role !== "user") continue;
    first = next;
    if (tokens(turns.slice(first)) <= context / 2) break;
  }
  return first;
}
