import { forEachPatiently } from "../common/patiently.ts";
import { StreamDecoder } from "./stream-decoder.ts";
import type { Tokenizer } from "./tokenizer.ts";

/**
 * The text that a stream shows after each token: "" while it holds back an incomplete character. The last piece also has
 * what remains at the end.
 * @throws RangeError if one of the ids is not an id
 */
export function piecesOf(tokenizer: Tokenizer, ids: readonly number[]): string[] {
  const decoder = new StreamDecoder(tokenizer);
  return withEnd(
    ids.map((id) => decoder.push(id)),
    decoder,
  );
}

/** As {@link piecesOf}, for many tokens: the event loop runs in between, so that signals are handled. */
export async function piecesOfMany(tokenizer: Tokenizer, ids: readonly number[]): Promise<string[]> {
  const decoder = new StreamDecoder(tokenizer);
  const pieces: string[] = [];
  await forEachPatiently(ids, (id) => pieces.push(decoder.push(id)));
  return withEnd(pieces, decoder);
}

function withEnd(pieces: string[], decoder: StreamDecoder): string[] {
  if (pieces.length > 0) pieces[pieces.length - 1] += decoder.end();
  return pieces;
}
