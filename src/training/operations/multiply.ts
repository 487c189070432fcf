import type { Compute } from "../kernels.ts";
import type { Matrix } from "../network/matrix.ts";

/**
 * c = a bᵀ, or c += a bᵀ.
 * @param a [m, k], m even, k a multiple of 4
 * @param b [n, k], n even
 * @param c [m, n]
 */
export function multiply({ kernels }: Compute, a: Matrix, b: Matrix, c: Matrix, accumulate = false): Matrix {
  kernels.multiply(
    ...([a.address, a.stride, b.address, b.stride, c.address, c.stride, a.rows, b.rows, a.columns] as const),
    accumulate,
  );
  return c;
}

// Rows a power of two apart would fall on the same few lines of the cache, and the transposition be ten times slower
const gap = 64;

/**
 * A transposed copy.
 * @param matrix [rows, columns], multiples of 4
 * @param address where it goes; there must be room for {@link transposedSize} numbers
 * @returns [columns, rows]
 */
export function transposed({ kernels }: Compute, matrix: Matrix, address: number): Matrix {
  const stride = matrix.rows * 4 + gap;
  kernels.transpose(matrix.address, matrix.stride, address, stride, matrix.rows, matrix.columns);
  return { address, rows: matrix.columns, columns: matrix.rows, stride };
}

/** Numbers that a transposed copy takes. */
export function transposedSize(rows: number, columns: number): number {
  return columns * (rows + gap / 4);
}
