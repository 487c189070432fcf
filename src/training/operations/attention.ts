import type { Sequence } from "../data/sequences.ts";
import type { Compute } from "../kernels.ts";
import { type Matrix, matrixAt, windowOf } from "../network/matrix.ts";
import { multiply, transposed, transposedSize } from "./multiply.ts";

/** What attention works with beside its inputs. */
export interface AttentionShape {
  readonly heads: number;
  /** Each serves heads / kvHeads heads. */
  readonly kvHeads: number;
  readonly headDim: number;
}

/** Queries, keys and values, or their gradients. */
export interface QueriesKeysValues {
  /** [tokens, heads × headDim] */
  readonly q: Matrix;
  /** [tokens, kvHeads × headDim] */
  readonly k: Matrix;
  /** [tokens, kvHeads × headDim] */
  readonly v: Matrix;
}

/** Room for the backward pass; byte addresses. */
export interface AttentionScratch {
  /** For the gradients of a block's scores. */
  readonly scores: number;
  /** For transposed copies. */
  readonly left: number;
  readonly right: number;
  readonly keys: number;
}

/** Queries taken at once: the keys behind the last of them are left out, and the scores stay in the cache. */
const blockQueries = 64;

/** Numbers that each part of the scratch takes. @param longest tokens of the longest sequence */
export function attentionScratchSize(longest: number, headDim: number): number {
  return Math.max(
    transposedSize(blockQueries, longest), // a block's scores, either way round
    transposedSize(longest, headDim),
    transposedSize(longest, blockQueries),
  );
}

/**
 * Causal attention with grouped queries, head by head and sequence by sequence:
 *
 *     P = softmax(Q Kᵀ / √headDim), each row over its own and earlier positions
 *     out = P V
 *
 * @param probabilities address that takes P for the backward pass: heads × length² numbers for each sequence
 * @param scratch address of room for {@link attentionScratchSize} numbers
 * @param out [tokens, heads × headDim]
 */
export function attention(
  compute: Compute,
  shape: AttentionShape,
  sequences: readonly Sequence[],
  { q, k, v }: QueriesKeysValues,
  probabilities: number,
  scratch: number,
  out: Matrix,
): Matrix {
  const { headDim } = shape;
  const scale = 1 / Math.sqrt(headDim);
  let address = probabilities;
  for (const { from, length } of sequences) {
    for (let kv = 0; kv < shape.kvHeads; kv++) {
      const keys = windowOf(k, from, length, kv * headDim, headDim);
      const valueColumns = transposed(compute, windowOf(v, from, length, kv * headDim, headDim), scratch);
      for (const head of headsOf(kv, shape)) {
        const p = matrixAt(address, length, length);
        for (const { first, rows, seen } of blocksOf(length)) {
          const scores = windowOf(p, first, rows, 0, seen); // [rows, seen]
          const query = windowOf(q, from + first, rows, head * headDim, headDim);
          multiply(compute, query, windowOf(keys, 0, seen, 0, headDim), scores);
          compute.kernels.causalSoftmax(scores.address, scores.stride, rows, seen, first, scale);
          const answer = windowOf(out, from + first, rows, head * headDim, headDim);
          multiply(compute, scores, windowOf(valueColumns, 0, headDim, 0, seen), answer);
        }
        address += length * length * 4;
      }
    }
  }
  return out;
}

/**
 * From the gradient of out to those of q, k and v, to which it adds:
 *
 *     dV += Pᵀ dOut        dP = dOut Vᵀ        dS = P (dP - Σ over the row of P dP) / √headDim
 *     dQ += dS K           dK += dSᵀ Q
 *
 * the heads that share a key head all add to its gradient.
 */
export function attentionBackward(
  compute: Compute,
  shape: AttentionShape,
  sequences: readonly Sequence[],
  dOut: Matrix,
  { q, k, v }: QueriesKeysValues,
  probabilities: number,
  scratch: AttentionScratch,
  gradient: QueriesKeysValues,
): void {
  const { headDim } = shape;
  const scale = 1 / Math.sqrt(headDim);
  let address = probabilities;
  for (const { from, length } of sequences) {
    for (let kv = 0; kv < shape.kvHeads; kv++) {
      const ofKv = (matrix: Matrix, rows: number) => windowOf(matrix, from, rows, kv * headDim, headDim);
      const keyColumns = transposed(compute, ofKv(k, length), scratch.keys); // [headDim, length]
      for (const head of headsOf(kv, shape)) {
        const p = matrixAt(address, length, length);
        for (const { first, rows, seen } of blocksOf(length)) {
          const ofHead = (matrix: Matrix) => windowOf(matrix, from + first, rows, head * headDim, headDim);
          const shares = windowOf(p, first, rows, 0, seen); // [rows, seen]
          const dAnswer = ofHead(dOut); // [rows, headDim]
          const shareColumns = transposed(compute, shares, scratch.left); // [seen, rows]
          const answerColumns = transposed(compute, dAnswer, scratch.right); // [headDim, rows]
          multiply(compute, shareColumns, answerColumns, ofKv(gradient.v, seen), true);

          const dScores = { ...shares, address: scratch.scores };
          multiply(compute, dAnswer, ofKv(v, seen), dScores);
          compute.kernels.softmaxBackward(shares.address, dScores.address, shares.stride, rows, seen, scale);
          multiply(compute, dScores, windowOf(keyColumns, 0, headDim, 0, seen), ofHead(gradient.q), true);
          const scoreColumns = transposed(compute, dScores, scratch.left); // [seen, rows]
          const queryColumns = transposed(compute, ofHead(q), scratch.right); // [headDim, rows]
          multiply(compute, scoreColumns, queryColumns, ofKv(gradient.k, seen), true);
        }
        address += length * length * 4;
      }
    }
  }
}

/** The query heads that a key and value head serves. */
function headsOf(kv: number, { heads, kvHeads }: AttentionShape): number[] {
  const group = heads / kvHeads;
  return Array.from({ length: group }, (_, i) => kv * group + i);
}

/** The blocks of queries of a sequence: the first query's position, how many there are, and how many keys they see. */
function blocksOf(length: number): { first: number; rows: number; seen: number }[] {
  return Array.from({ length: Math.ceil(length / blockQueries) }, (_, i) => {
    const first = i * blockQueries;
    const rows = Math.min(blockQueries, length - first);
    return { first, rows, seen: first + rows };
  });
}
