import { UserError } from "../common/errors.ts";
import type { ByteString } from "./byte-string.ts";
import { MinHeap } from "./min-heap.ts";

/**
 * Byte pair encoding (Sennrich et al. 2016, arXiv:1508.07909; over bytes: Radford et al. 2019, GPT-2).
 *
 * The vocabulary was learned in training. It began as the 256 single bytes; in each step the most frequent pair of
 * neighbours became a new token. The rank of a token is the number of its step, and also its id. Encoding repeats these
 * steps on one piece of text. The piece begins as single bytes. Of all neighbours that together are a token, those with the
 * lowest rank are merged (the leftmost first), until no two neighbours are a token:
 *
 *     l l a m a     ll 657, la 4355, am 309, ma 1764     am is lowest
 *     l l am a      ll 657, lam 24705, ama 3105          ll is lowest
 *     ll am a       ama 3105
 *     ll ama                                             the ids are 657 and 3105
 *
 * Searching all pairs before each merge would take time quadratic in the length of the piece. Instead the pairs are in a
 * heap, lowest rank first, and the parts in a linked list, so n bytes take O(n log n).
 *
 * @param piece the bytes of one piece from `split.ts`, not empty
 * @param ranks the rank of each token
 * @returns the ranks of the tokens that together are the piece, the same as tiktoken's
 * @throws UserError for a byte that is not a token; Llama 3's vocabulary has all 256
 */
export function bytePairEncode(piece: ByteString, ranks: ReadonlyMap<ByteString, number>): number[] {
  // Most pieces are a token as a whole. tiktoken uses it, even if merging would not lead to it
  const whole = ranks.get(piece);
  if (whole !== undefined) return [whole];

  const length = piece.length;
  // A part is identified by where it begins; it ends where the next one begins
  const next = new Int32Array(length + 1);
  const previous = new Int32Array(length + 1);
  for (let at = 0; at <= length; at++) {
    next[at] = at + 1;
    previous[at] = at - 1;
  }

  // pairRank[at]: the rank of the part at `at` merged with the next part, or none
  const none = -1;
  const pairRank = new Int32Array(length + 1).fill(none);
  // A pair in the heap is one number that sorts by rank, then by position
  const waiting = new MinHeap();
  const lookUpPair = (at: number) => {
    const second = next[at];
    const rank = second < length ? ranks.get(piece.slice(at, next[second])) : undefined;
    pairRank[at] = rank ?? none;
    if (rank !== undefined) waiting.push(rank * length + at);
  };
  for (let at = 0; at < length; at++) lookUpPair(at);

  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const at = pair % length;
    const rank = (pair - at) / length;
    // Out of date: one of the two parts has since been merged with its other neighbour
    if (pairRank[at] !== rank) continue;
    const second = next[at];
    pairRank[second] = none;
    next[at] = next[second];
    previous[next[at]] = at;
    lookUpPair(at);
    if (at > 0) lookUpPair(previous[at]);
  }

  const ids: number[] = [];
  for (let at = 0; at < length; at = next[at]) {
    const id = ranks.get(piece.slice(at, next[at]));
    if (id === undefined) throw noToken(piece.charCodeAt(at));
    ids.push(id);
  }
  return ids;
}

function noToken(byte: number): UserError {
  const hex = byte.toString(16).padStart(2, "0");
  return new UserError(`the text has a byte 0x${hex}, for which the tokenizer has no token; remove it`);
}
