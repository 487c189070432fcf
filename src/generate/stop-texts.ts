import { StreamDecoder } from "../tokenizer/stream-decoder.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import type { Answer, Step, Steps } from "./session.ts";

/** A token that is held back, since its text may belong to a stop text. */
interface Held extends Step {
  /** Where its text begins and ends in the text that is held back (UTF-16 units). */
  readonly start: number;
  readonly end: number;
  /** Whether no character is incomplete after it. */
  readonly isWhole: boolean;
}

/**
 * Ends an answer where it would contain one of some texts; that text is not part of the answer. A token is held back as
 * long as its text may turn out to belong to such a text, however the text is divided into tokens. When a stop text
 * begins in the middle of a token, the part before it stays: `Step.length` says how long it is.
 * @param steps an answer as the session generates it
 * @param texts the stop texts, none of them empty
 */
export async function* stopAtTexts(
  steps: Steps,
  tokenizer: Tokenizer,
  texts: readonly string[],
): AsyncGenerator<Step, Answer, undefined> {
  const decoder = new StreamDecoder(tokenizer);
  let held: Held[] = [];
  let text = "";
  let generatedTokens = 0;
  for (;;) {
    const { value, done } = await steps.next();
    if (done) {
      generatedTokens += held.length;
      yield* held;
      return { ...value, generatedTokens };
    }
    const start = text.length;
    text += decoder.push(value.id);
    // The session overwrites the logits with those of the next token
    const logits = value.logits.slice();
    held.push({ id: value.id, logits, start, end: text.length, isWhole: decoder.isWhole });
    const found = firstOf(texts, text);
    if (found !== undefined) {
      const kept = before(held, found);
      generatedTokens += kept.length;
      yield* kept;
      return { ...(await end(steps)), generatedTokens };
    }
    const settled = text.length - possibleStart(texts, text);
    const last = held.findLastIndex((step) => step.isWhole && step.end <= settled);
    if (last < 0) continue;
    const released = held.slice(0, last + 1);
    const { end: length } = held[last];
    generatedTokens += released.length;
    held = held
      .slice(last + 1)
      .map((step) => ({ ...step, start: step.start - length, end: step.end - length }));
    text = text.slice(length);
    yield* released;
  }
}

/**
 * Where the text begins that is complete first, of some texts that another one may contain; of those that end at the same
 * place, the longest counts. Undefined when it contains none.
 */
function firstOf(texts: readonly string[], text: string): number | undefined {
  const found = texts
    .map((each) => ({ start: text.indexOf(each), length: each.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start + a.length - (b.start + b.length) || a.start - b.start);
  return found[0]?.start;
}

/** How many UTF-16 units at the end of a text may be the beginning of one of some texts. */
function possibleStart(texts: readonly string[], text: string): number {
  const most = Math.max(...texts.map((each) => each.length)) - 1;
  for (let length = Math.min(most, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if (texts.some((each) => each.length > length && each.startsWith(end))) return length;
  }
  return 0;
}

/** The tokens before a place in the text that is held back; the last one may be cut off there. */
function before(held: readonly Held[], place: number): Step[] {
  const whole = held.filter(({ end, isWhole }) => end < place || (end === place && isWhole));
  const next = held[whole.length];
  if (next === undefined || next.start >= place) return whole;
  return [...whole, { ...next, length: place - next.start }];
}

/** Ends an answer because of a stop text. */
async function end(steps: Steps): Promise<Answer> {
  const { value, done } = await steps.next("stop_text");
  if (!done) throw new Error("an answer went on after its stop text");
  return value;
}
