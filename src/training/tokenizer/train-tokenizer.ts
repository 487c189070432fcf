import { type ByteString, utf8 } from "../../tokenizer/byte-string.ts";
import { splitText } from "../../tokenizer/split.ts";
import { trainBytePairs } from "./train-bpe.ts";

/**
 * learns the ordinary tokens of a vocabulary from texts, cut into pieces as the tokenizer cuts them.
 * @param texts [text, how often it counts]
 * @param size how many ordinary tokens are wanted, 256 or more; the 256 special ones come on top
 * @returns the tokens by rank
 * @throws RangeError for fewer than 256
 */
export function trainTokenizer(
  texts: Iterable<readonly [text: string, weight: number]>,
  size: number,
): ByteString[] {
  if (size < 256) throw new RangeError(`a vocabulary has at least the 256 bytes, not ${size} tokens`);
  const counts = new Map<string, number>();
  for (const [text, weight] of texts) {
    for (const piece of splitText(text)) counts.set(piece, (counts.get(piece) ?? 0) + weight);
  }
  return trainBytePairs(new Map([...counts].map(([piece, count]) => [utf8(piece), count])), size);
}

/** a tokenizer.model in tiktoken's format: a line a token, its bytes in base64, a space, its rank. */
export function formatTiktoken(tokens: readonly ByteString[]): string {
  return tokens.map((token, rank) => `${btoa(token)} ${rank}\n`).join("");
}
