import { encodeHeader, encodeMessage, type Message } from "../tokenizer/chat-format.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** A message of a chat. */
export type Turn = Message;

/** The part of the context that is kept free for an answer, at most. */
const answerPart = 16;
/** How long turns are encoded before signals are heard again, milliseconds. */
const longestWork = 20;

/**
 * Turns as tokens. Each turn is encoded once, however often it is asked for. Between turns other events are handled, so
 * that a long chat does not make the program deaf to signals.
 */
export class TurnEncoder {
  private readonly encoded = new WeakMap<Turn, readonly number[]>();
  private readonly header: readonly number[];
  /** The most bytes of a token, once they are needed. */
  private longestToken: number | undefined;
  private workSince = 0;

  constructor(private readonly tokenizer: Tokenizer) {
    this.header = encodeHeader(tokenizer, "assistant");
  }

  /** As `encodeChat`, but with the tokens that the model wrote. @throws the reason of the signal, if it is aborted */
  async encode(turns: readonly Turn[], signal?: AbortSignal): Promise<number[]> {
    const ids = [this.tokenizer.special.beginOfText];
    for (const turn of turns) {
      for (const id of await this.turn(turn, signal)) ids.push(id);
    }
    ids.push(...this.header);
    return ids;
  }

  /** The number of tokens of a turn. @param most more tokens need not be counted: Infinity then stands for them */
  async count(turn: Turn, most: number, signal?: AbortSignal): Promise<number> {
    if (this.isLonger(turn, most)) return Number.POSITIVE_INFINITY;
    return (await this.turn(turn, signal)).length;
  }

  /** The tokens that `encode` adds to those of the turns. */
  get frame(): number {
    return 1 + this.header.length;
  }

  private async turn(turn: Turn, signal?: AbortSignal): Promise<readonly number[]> {
    const known = this.encoded.get(turn);
    if (known !== undefined) return known;
    if (performance.now() - this.workSince > longestWork) {
      await new Promise((resolve) => setImmediate(resolve));
      this.workSince = performance.now();
    }
    signal?.throwIfAborted();
    const content = turn.ids ?? (await this.tokenizer.encodeLong(turn.content));
    const ids = encodeMessage(this.tokenizer, { ...turn, ids: content });
    this.encoded.set(turn, ids);
    return ids;
  }

  /** Whether a turn has more tokens than `most` even if each of them is as long as a token can be. */
  private isLonger({ content, ids }: Turn, most: number): boolean {
    if (ids !== undefined || content.length <= most) return false;
    this.longestToken ??= longestToken(this.tokenizer);
    return content.length > most * this.longestToken;
  }
}

/** The most bytes that a token stands for. */
function longestToken(tokenizer: Tokenizer): number {
  let longest = 1;
  for (let id = 0; id < tokenizer.vocabSize; id++) longest = Math.max(longest, tokenizer.bytesOf(id).length);
  return longest;
}

/**
 * How many of the oldest turns of a chat must be left out so that the rest fits the context, with room for an answer:
 * a sixteenth of the context, or the most tokens that an answer may have. Leaving turns out changes the beginning of what
 * the model reads, so that all of the rest must be read again; therefore enough are left out to fill only half of the
 * context. The last turn always stays, and the rest begins with a turn of the user. Only as many turns are counted, from
 * the last one back, as the context holds.
 * @param dropped how many were left out before; no fewer are now
 * @param frame how many tokens there are besides those of the turns
 * @param tokens counts the tokens of a turn
 */
export async function fitTurns(
  turns: readonly Turn[],
  dropped: number,
  frame: number,
  tokens: (turn: Turn) => Promise<number> | number,
  context: number,
  maxTokens = Number.POSITIVE_INFINITY,
): Promise<number> {
  const room = Math.min(maxTokens, Math.floor(context / answerPart));
  let total = frame;
  let first: number | undefined;
  for (let index = turns.length - 1; index >= dropped; index--) {
    total += await tokens(turns[index]);
    if (total + room > context && first !== undefined) return first;
    const mayBeFirst = index > dropped && turns[index].role === "user";
    if (mayBeFirst && (first === undefined || total <= context / 2)) first = index;
  }
  return total + room <= context ? dropped : (first ?? dropped);
}
