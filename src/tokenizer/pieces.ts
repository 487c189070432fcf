import { StreamDecoder } from "./stream-decoder.ts";
import type { Tokenizer } from "./tokenizer.ts";

/**
 * What a stream shows after each token, "" while it holds back; the last piece has what remains at the end.
 * @throws RangeError for what is not an id
 */
export function piecesOf(tokenizer: Tokenizer, ids: readonly number[]): string[] {
  const decoder = new StreamDecoder(tokenizer);
  return ids.map((id, i) => decoder.push(id) + (i === ids.length - 1 ? decoder.end() : ""));
}
