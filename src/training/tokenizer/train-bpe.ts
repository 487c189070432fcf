/**
 * Learns a vocabulary for byte pair encoding (Sennrich et al. 2016, arXiv:1508.07909; over bytes: Radford et al. 2019):
 * the 256 bytes are tokens; then, again and again, the pair of neighbouring tokens seen most often becomes a token.
 * Of pairs seen equally often, the one whose tokens have the lower ids is taken (the first token decides, then the
 * second), so that the same text always gives the same vocabulary. When a pair spells a token that there is already,
 * it is joined to that one, as the encoder will do, and the vocabulary does not grow.
 *
 * Three things make it fast: a piece of text that occurs a thousand times is counted once with weight 1000; after a
 * merge only the pieces that hold the pair are touched; and the best pair comes from a heap.
 */
import type { ByteString } from "../../tokenizer/byte-string.ts";
import { PairQueue } from "./pair-queue.ts";

/** The pieces that hold a pair, and how often it occurs in all of them together. */
interface PairCount {
  count: number;
  readonly pieces: Set<number>;
}

/** Pairs are keys of a map, as one number: ids stay far below. */
const most = 2 ** 20;

/**
 * @param pieceCounts how often each piece occurs; pairs across pieces do not count
 * @param size how many tokens are wanted, 256 or more
 * @returns the tokens by rank: the 256 bytes, then the merged ones; fewer than `size` where nothing is left to merge
 */
export function trainBytePairs(pieceCounts: ReadonlyMap<ByteString, number>, size: number): ByteString[] {
  const tokens: ByteString[] = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  const ranks = new Map(tokens.map((token, rank) => [token, rank]));
  const pieces = [...pieceCounts.keys()].map((piece) => Array.from(piece, (byte) => byte.charCodeAt(0)));
  const weights = [...pieceCounts.values()];
  const pairs = new Map<number, PairCount>();
  const queue = new PairQueue();

  const add = (pair: number, piece: number, change: number) => {
    let entry = pairs.get(pair);
    if (!entry) {
      entry = { count: 0, pieces: new Set() };
      pairs.set(pair, entry);
    }
    entry.count += change;
    if (change > 0) entry.pieces.add(piece);
  };
  pieces.forEach((ids, piece) => {
    for (let i = 1; i < ids.length; i++) add(ids[i - 1] * most + ids[i], piece, weights[piece]);
  });
  for (const [pair, { count }] of pairs) queue.push(pair, count);

  while (tokens.length < size) {
    const best = queue.pop();
    if (!best) break;
    const entry = pairs.get(best.pair);
    if (!entry || entry.count <= 0) continue;
    if (entry.count !== best.count) {
      // Other merges changed it since it was queued: back to its place
      queue.push(best.pair, entry.count);
      continue;
    }
    const first = Math.floor(best.pair / most);
    const second = best.pair % most;
    const token = tokens[first] + tokens[second];
    pairs.delete(best.pair);
    const id = ranks.get(token) ?? tokens.push(token) - 1;
    ranks.set(token, id);
    const changed = new Set<number>();
    for (const piece of entry.pieces) mergeIn(piece, first, second, id, changed);
    for (const pair of changed) {
      const count = pairs.get(pair)?.count ?? 0;
      if (count > 0) queue.push(pair, count);
    }
  }
  return tokens;

  /** Joins the pair everywhere in a piece, from the left, and brings the counts of its neighbours up to date. */
  function mergeIn(piece: number, first: number, second: number, id: number, changed: Set<number>) {
    const before = pieces[piece];
    const after: number[] = [];
    for (let i = 0; i < before.length; i++) {
      const isPair = before[i] === first && before[i + 1] === second;
      after.push(isPair ? id : before[i]);
      if (isPair) i++;
    }
    if (after.length === before.length) return;
    const weight = weights[piece];
    for (let i = 1; i < before.length; i++) add(before[i - 1] * most + before[i], piece, -weight);
    for (let i = 1; i < after.length; i++) {
      const pair = after[i - 1] * most + after[i];
      add(pair, piece, weight);
      if (after[i - 1] === id || after[i] === id) changed.add(pair);
    }
    pieces[piece] = after;
  }
}
