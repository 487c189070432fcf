import { roundUp } from "../../common/round-up.ts";
import type { Activation } from "../activation.ts";
import { type Arena, blockColumns, blockRows, tileRows } from "./arena.ts";

/** A rank's rows of a weight, in the form its kernels read. */
export interface KernelMatrix {
  readonly arena: Arena;
  readonly rows: number;
  readonly columns: number;
  /** The part of `arena.y` that has the rows' results. */
  readonly result: Float32Array;
  /** y = W x for one token: x lies in `arena.x`, padded with zeros, y goes to `arena.y`. */
  multiply(): void;
  /**
   * The rows [row, row + blockRows) and the columns [from, to) as float32 in the order of `splitEvenOdd`. Beyond
   * the last row the contents are undefined.
   */
  block(row: number, from: number, to: number): Block;
}

/** float32 rows in an arena: where the first begins, and how many bytes from one to the next. */
export interface Block {
  readonly address: number;
  readonly stride: number;
}

/** x Wᵀ into the columns of `out` from `first` on. */
export function multiply(matrix: KernelMatrix, x: Activation, out: Activation, first: number): void {
  if (matrix.rows === 0) return;
  if (x.tokens === 1) multiplyToken(matrix, x, out, first);
  else multiplyBatch(matrix, x, out, first);
}

/** One token: every weight is read once, and reading takes the time. */
function multiplyToken(matrix: KernelMatrix, x: Activation, out: Activation, first: number): void {
  bring(x.row(0), matrix.arena);
  matrix.multiply();
  out.row(0).set(matrix.result, first);
}

/**
 * Many tokens: every weight is used for all of them, so arithmetic takes the time. The product is computed in blocks of
 * weights that stay in the cache while they are multiplied with all tokens.
 */
function multiplyBatch(matrix: KernelMatrix, x: Activation, out: Activation, first: number): void {
  const { arena, rows, columns } = matrix;
  const { kernels, floats } = arena;
  const pairs = Math.ceil(x.tokens / 2);
  for (let chunk = 0; chunk < rows; chunk += arena.resultRows) {
    const chunkRows = Math.min(arena.resultRows, rows - chunk);
    const stride = roundUp(chunkRows, tileRows) * 4;
    for (let from = 0; from < columns; from += blockColumns) {
      const to = Math.min(from + blockColumns, columns);
      const inputs = bringBatch(x, from, to, arena);
      for (let row = 0; row < chunkRows; row += blockRows) {
        const weights = matrix.block(chunk + row, from, to);
        const count = roundUp(Math.min(blockRows, chunkRows - row), tileRows);
        kernels.multiplyBlock(
          weights.address,
          weights.stride,
          count,
          inputs.address,
          inputs.stride,
          pairs,
          roundUp(to - from, 8),
          arena.y + row * 4,
          stride,
          from > 0,
        );
      }
    }
    for (let t = 0; t < x.tokens; t++) {
      const y = (arena.y + t * stride) / 4;
      out.row(t).set(floats.subarray(y, y + chunkRows), first + chunk);
    }
  }
}

/** Copies a token's input into `arena.x`, padded with zeros to a multiple of 8. */
function bring(values: Float32Array, { floats, x }: Arena): void {
  const start = x / 4;
  floats.set(values, start);
  for (let i = values.length; i % 8 !== 0; i++) floats[start + i] = 0;
}

/**
 * The columns [from, to) of a batch's inputs in pairs of tokens, as the kernel wants them: [pairs][2 columns]. With an
 * odd number of tokens the partner of the last is undefined, and its results are ignored.
 */
function bringBatch(x: Activation, from: number, to: number, arena: Arena): Block {
  const { kernels, inputs } = arena;
  const depth = roundUp(to - from, 8);
  const stride = depth * 8;
  for (let t = 0; t < x.tokens; t++) {
    bring(x.row(t).subarray(from, to), arena);
    kernels.splitEvenOdd(arena.x, depth, inputs + Math.floor(t / 2) * stride + (t % 2) * 16, 32);
  }
  return { address: inputs, stride };
}
