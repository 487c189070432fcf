import { roundUp } from "../../common/round-up.ts";
import type { Activation } from "../activation.ts";
import { type Arena, blockColumns, blockRows, groupTokens } from "./arena.ts";

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
   * packs the rows [row, row + blockRows) and the columns [from, to) into float32 panels of 8 rows.
   * @returns where they lie, and how many bytes from one panel to the next
   */
  pack(row: number, from: number, to: number): { panels: number; stride: number };
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
  const { kernels, floats } = arena;
  const groups = Math.ceil(x.tokens / groupTokens);
  for (let chunk = 0; chunk < rows; chunk += arena.resultRows) {
    const chunkRows = Math.min(arena.resultRows, rows - chunk);
    const stride = roundUp(chunkRows, 8) * 4;
    for (let from = 0; from < columns; from += blockColumns) {
      const to = Math.min(from + blockColumns, columns);
      const depth = roundUp(to - from, 8);
      spread(x, from, depth, arena);
      for (let row = 0; row < chunkRows; row += blockRows) {
        const { panels, stride: panelStride } = matrix.pack(chunk + row, from, to);
        const count = Math.ceil(Math.min(blockRows, chunkRows - row) / 8);
        const y = arena.y + row * 4;
        kernels.multiplyPanels(panels, panelStride, count, arena.groups, groups, depth, y, stride, from > 0);
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
 * lays the columns [from, from + depth) of a batch's inputs out as groups of 6 tokens. what is missing of the last group
 * is whatever was there: its results are not looked at.
 */
function spread(x: Activation, from: number, depth: number, arena: Arena): void {
  const groupBytes = depth * groupTokens * 16;
  for (let t = 0; t < x.tokens; t++) {
    bring(x.row(t), arena);
    const group = Math.floor(t / groupTokens);
    const place = arena.groups + group * groupBytes + (t % groupTokens) * 16;
    arena.kernels.splat(arena.x + from * 4, depth, place);
  }
}
