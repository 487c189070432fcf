import { UserError } from "../../common/errors.ts";
import { roundUp } from "../../common/round-up.ts";
import type { Document } from "../../corpus/document.ts";
import { encodeHeader } from "../../tokenizer/chat-format.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { noTarget } from "../operations/cross-entropy.ts";

/** A document as tokens, and for each what comes next, or {@link noTarget} where that is not to be learned. */
export interface Sample {
  readonly tokens: number[];
  readonly targets: number[];
}

// The kernels take four tokens at once. What follows the end of a document cannot be seen by what comes before
const multiple = 4;

/**
 * The tokens of a document, as the program will see them: BOS, the text and <|end_of_text|>, all to be learned; or a
 * chat, of which the assistant's words and their <|eot_id|> are to be learned and the rest is given. It is filled up to a
 * multiple of 4 tokens.
 */
export function sampleOf(document: Document, tokenizer: Tokenizer): Sample {
  const { beginOfText, endOfText, eotId, finetuneRightPad } = tokenizer.special;
  const tokens = [beginOfText];
  const isLearned = [false];
  const add = (ids: number[], learned: boolean) => {
    for (const id of ids) {
      tokens.push(id);
      isLearned.push(learned);
    }
  };
  if (document.kind === "text") {
    add([...tokenizer.encode(document.text), endOfText], true);
  } else {
    for (const { role, content } of document.messages) {
      add(encodeHeader(tokenizer, role), false);
      add([...tokenizer.encode(content), eotId], role === "assistant");
    }
  }
  const targets = tokens.map((_, t) => (isLearned[t + 1] ? tokens[t + 1] : noTarget));
  const length = roundUp(tokens.length, multiple);
  while (tokens.length < length) {
    tokens.push(finetuneRightPad);
    targets.push(noTarget);
  }
  return { tokens, targets };
}

/** Many samples, one behind the other in memory that all threads share. */
export interface Samples {
  readonly tokens: Int32Array;
  readonly targets: Int32Array;
  /** Where each sample begins, and behind them where the last ends. */
  readonly starts: Int32Array;
}

/**
 * The samples of documents.
 * @param longest the most tokens of a sample
 * @throws UserError when one is longer
 */
export function samplesOf(documents: readonly Document[], tokenizer: Tokenizer, longest: number): Samples {
  const samples = documents.map((document, n) => {
    const sample = sampleOf(document, tokenizer);
    if (sample.tokens.length <= longest) return sample;
    throw new UserError(
      `document ${n} has ${sample.tokens.length} tokens, more than the ${longest} of a sequence; make it shorter`,
    );
  });
  const total = samples.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const tokens = sharedIntegers(total);
  const targets = sharedIntegers(total);
  const starts = sharedIntegers(samples.length + 1);
  let at = 0;
  for (const [n, sample] of samples.entries()) {
    tokens.set(sample.tokens, at);
    targets.set(sample.targets, at);
    at += sample.tokens.length;
    starts[n + 1] = at;
  }
  return { tokens, targets, starts };
}

/** Integers that threads share. */
export function sharedIntegers(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * 4));
}
