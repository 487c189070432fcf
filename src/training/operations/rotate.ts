import type { RotaryTable } from "../../tensor/operations/rotate.ts";
import type { Sequence } from "../data/sequences.ts";
import type { Compute } from "../kernels.ts";
import { type Matrix, numbersOf, windowOf } from "../network/matrix.ts";

/** Cosines and sines as the kernel wants them, for every position and every number of a head: [positions, headDim]. */
export interface RotationTable {
  readonly cos: Matrix;
  /** With the sign that each number needs: minus, plus, minus, plus … */
  readonly sin: Matrix;
}

/** Fills a table from one of a cosine and a sine for each pair [positions, headDim / 2]. */
export function fillRotation({ floats }: Compute, { cos, sin }: RotaryTable, table: RotationTable): void {
  const cosines = numbersOf(floats, table.cos);
  const sines = numbersOf(floats, table.sin);
  for (let i = 0; i < cos.size; i++) {
    cosines.fill(cos.data[i], 2 * i, 2 * i + 2);
    sines.set([-sin.data[i], sin.data[i]], 2 * i);
  }
}

/**
 * Rotary position embedding, in place: the pair i of every head, as a point in the plane, is turned by position ×
 * frequency i. Positions begin at 0 in every sequence.
 * @param x [tokens, heads × headDim]
 */
export function rotate(
  compute: Compute,
  x: Matrix,
  sequences: readonly Sequence[],
  table: RotationTable,
): Matrix {
  return turn(compute, x, sequences, table, 1);
}

/** The gradient of the turned to that of the unturned, in place: the backward pass of a rotation is the rotation in the other direction. */
export function rotateBackward(
  compute: Compute,
  dx: Matrix,
  sequences: readonly Sequence[],
  table: RotationTable,
): Matrix {
  return turn(compute, dx, sequences, table, -1);
}

function turn(
  { kernels }: Compute,
  x: Matrix,
  sequences: readonly Sequence[],
  { cos, sin }: RotationTable,
  direction: number,
): Matrix {
  const heads = x.columns / cos.columns;
  for (const { from, length } of sequences) {
    const { address } = windowOf(x, from, length, 0, x.columns);
    kernels.rotate(address, length, heads, cos.stride, cos.address, sin.address, direction);
  }
  return x;
}
