import { roundUp } from "../../common/round-up.ts";
import type { Activation } from "../activation.ts";
import { type Arena, blockColumns, blockRows, tileRows, tokenGroup } from "./arena.ts";
import { canHalve, halveInputs, multiplyBlock, multiplyHalved } from "./strassen.ts";

/** a rank's rows of a weight, in the form its kernels read. */
export interface Matrix {
  readonly arena: Arena;
  readonly rows: number;
  readonly columns: number;
  /** the part of `arena.y` that has the rows' results. */
  readonly result: Float32Array;
  /** y = W x for one token: x lies in `arena.x`, padded with zeros, y goes to `arena.y`. */
  multiply(): void;
  /**
   * the rows [row, row + blockRows) and the columns [from, to) as float32 in the order of `splitEvenOdd`; past the
   * last row there is whatever was there.
   */
  block(row: number, from: number, to: number): Block;
}

/** float32 rows in an arena: where the first begins, and how many bytes from one to the next. */
export interface Block {
  readonly address: number;
  readonly stride: number;
}

/** x Wᵀ into the columns of `out` from `first` on. */
export function apply(matrix: Matrix, x: Activation, out: Activation, first: number): void {
  if (matrix.rows === 0) return;
  if (x.tokens === 1) applyToToken(matrix, x, out, first);
  else applyToBatch(matrix, x, out, first);
}

/** one token: the weights pass by once, and that is what takes the time. */
function applyToToken(matrix: Matrix, x: Activation, out: Activation, first: number): void {
  bring(x.row(0), matrix.arena);
  matrix.multiply();
  out.row(0).set(matrix.result, first);
}

/**
 * many tokens: each weight serves them all, so arithmetic takes the time. the product is cut into blocks of weights
 * that stay in the cache while all tokens pass by.
 */
function applyToBatch(matrix: Matrix, x: Activation, out: Activation, first: number): void {
  const { arena, rows, columns } = matrix;
  const { floats } = arena;
  const tokens = roundUp(x.tokens, tokenGroup);
  for (let chunk = 0; chunk < rows; chunk += arena.resultRows) {
    const chunkRows = Math.min(arena.resultRows, rows - chunk);
    const stride = roundUp(chunkRows, tileRows) * 4;
    floats.fill(0, arena.y / 4, (arena.y + tokens * stride) / 4);
    for (let from = 0; from < columns; from += blockColumns) {
      const to = Math.min(from + blockColumns, columns);
      const depth = roundUp(to - from, 8);
      const inputs = bringBatch(x, tokens, from, to, arena);
      const halved = canHalve(tokens, depth) ? halveInputs(arena, inputs, tokens, depth) : undefined;
      for (let row = 0; row < chunkRows; row += blockRows) {
        const count = Math.min(blockRows, chunkRows - row);
        const weights = matrix.block(chunk + row, from, to);
        const y = { address: arena.y + row * 4, stride };
        if (halved !== undefined && count === blockRows) {
          multiplyHalved(arena, weights, halved, tokens, depth, y);
        } else {
          multiplyBlock(arena, weights, roundUp(count, tileRows), inputs, tokens, depth, y, true);
        }
      }
    }
    for (let t = 0; t < x.tokens; t++) {
      const y = (arena.y + t * stride) / 4;
      out.row(t).set(floats.subarray(y, y + chunkRows), first + chunk);
    }
  }
}

/** copies a token's input into `arena.x`, with zeros behind it up to a multiple of 8. */
function bring(values: Float32Array, { floats, x }: Arena): void {
  const start = x / 4;
  floats.set(values, start);
  for (let i = values.length; i % 8 !== 0; i++) floats[start + i] = 0;
}

/**
 * the columns [from, to) of a batch's inputs in pairs of tokens, as the kernel wants them, with tokens of zeros behind them
 * up to `tokens`.
 * @returns [tokens / 2][2 columns]
 */
function bringBatch(x: Activation, tokens: number, from: number, to: number, arena: Arena): Block {
  const { kernels, floats, inputs } = arena;
  const depth = roundUp(to - from, 8);
  const stride = depth * 8;
  for (let t = 0; t < tokens; t++) {
    const place = inputs + Math.floor(t / 2) * stride + (t % 2) * 16;
    if (t < x.tokens) bring(x.row(t).subarray(from, to), arena);
    else floats.fill(0, arena.x / 4, arena.x / 4 + depth);
    kernels.splitEvenOdd(arena.x, depth, place, 32);
  }
  return { address: inputs, stride };
}
