import { type ByteString, utf8 } from "../../tokenizer/byte-string.ts";
import { splitText } from "../../tokenizer/split.ts";
import { trainBytePairs } from "./train-bpe.ts";

/** Counts for more than any text: what is required is merged before all that is only frequent. */
const requiredCount = 1e9;

/**
 * Learns the ordinary tokens of a vocabulary from texts, cut into pieces as the tokenizer cuts them.
 * @param size how many ordinary tokens are wanted, 256 or more; the 256 special ones come on top
 * @param required bytes that are to be a token however rare they are
 * @returns the tokens by rank
 * @throws RangeError for fewer than 256
 */
export function trainTokenizer(
  texts: Iterable<string>,
  size: number,
  required: ReadonlySet<ByteString> = new Set(),
): ByteString[] {
  if (size < 256) throw new RangeError(`a vocabulary has at least the 256 bytes, not ${size} tokens`);
  const pieceCounts = new Map<string, number>();
  for (const text of texts) {
    for (const piece of splitText(text)) pieceCounts.set(piece, (pieceCounts.get(piece) ?? 0) + 1);
  }
  const counts = new Map([...pieceCounts].map(([piece, count]) => [utf8(piece), count]));
  for (const token of required) counts.set(token, (counts.get(token) ?? 0) + requiredCount);
  return trainBytePairs(counts, size);
}

/** A tokenizer.model in tiktoken's format: a line a token, its bytes in base64, a space, its rank. */
export function formatTiktoken(tokens: readonly ByteString[]): string {
  return tokens.map((token, rank) => `${btoa(token)} ${rank}\n`).join("");
}
