import { UserError } from "../common/errors.ts";
import type { ByteString } from "./byte-string.ts";
import { MinHeap } from "./min-heap.ts";

/**
 * Byte pair encoding (Sennrich et al. 2016, arXiv:1508.07909; over bytes: Radford et al. 2019, GPT-2).
 *
 * The vocabulary was learned once: it began as the 256 single bytes, and again and again the pair of neighbours
 * seen most often became a new token. A token's rank says when, and is its id too. Encoding repeats that history
 * on one piece of text. It begins as single bytes; of all neighbours that together are a token, those of the lowest
 * rank are joined (the leftmost, where there are several), until no neighbours are a token:
 *
 *     l l a m a     ll 657, la 4355, am 309, ma 1764     am is lowest
 *     l l am a      ll 657, lam 24705, ama 3105          ll is lowest
 *     ll am a       ama 3105
 *     ll ama                                             the ids are 657 and 3105
 *
 * searching all the pairs before every join would be quadratic in the length of the piece. Instead the pairs
 * wait in a heap, lowest rank first, and the parts are a linked list: n bytes take O(n log n).
 *
 * @param piece the bytes of one piece that `split.ts` cut; not empty
 * @param ranks the rank of every token
 * @returns the ranks of the tokens that together are the piece; exactly those of tiktoken
 * @throws UserError for a byte that is no token; Llama 3's vocabulary has all 256
 */
export function bytePairEncode(piece: ByteString, ranks: ReadonlyMap<ByteString, number>): number[] {
  // Most pieces are a token as they stand; tiktoken takes it, even where joining would not lead there
  const whole = ranks.get(piece);
  if (whole !== undefined) return [whole];

  const length = piece.length;
  // A part is known by where it begins, and lasts until the next one begins
  const next = new Int32Array(length + 1);
  const previous = new Int32Array(length + 1);
  for (let at = 0; at <= length; at++) {
    next[at] = at + 1;
    previous[at] = at - 1;
  }

  // pairRank[at]: the rank of the part at `at` joined with the next, or none
  const none = -1;
  const pairRank = new Int32Array(length + 1).fill(none);
  // A pair waits as one number that sorts by rank, then by position
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
    // No longer true: one of the two was joined with another neighbour meanwhile
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
  return new UserError(`the text has a byte 0x${hex}, for which the tokenizer has no token; leave it out`);
}
