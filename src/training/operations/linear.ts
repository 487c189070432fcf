import type { Compute } from "../kernels.ts";
import type { Matrix } from "../network/matrix.ts";
import { multiply, transposed } from "./multiply.ts";

/** Room for transposed copies: byte addresses, each with room for the largest. */
export interface TransposeScratch {
  readonly left: number;
  readonly right: number;
}

/**
 * y = x Wᵀ.
 * @param x [tokens, in]
 * @param weight [out, in]
 * @param y [tokens, out]
 */
export function linear(compute: Compute, x: Matrix, weight: Matrix, y: Matrix): Matrix {
  return multiply(compute, x, weight, y);
}

/**
 * From the gradient of y = x Wᵀ to those of x and W, to which it adds:
 *
 *     dx += dy W        dW += dyᵀ x
 *
 * @param dy [tokens, out]
 * @param dx [tokens, in]
 * @param dWeight [out, in]
 */
export function linearBackward(
  compute: Compute,
  scratch: TransposeScratch,
  dy: Matrix,
  x: Matrix,
  weight: Matrix,
  dx: Matrix,
  dWeight: Matrix,
): void {
  multiply(compute, dy, transposed(compute, weight, scratch.left), dx, true);
  const dyColumns = transposed(compute, dy, scratch.left); // [out, tokens]
  const xColumns = transposed(compute, x, scratch.right); // [in, tokens]
  multiply(compute, dyColumns, xColumns, dWeight, true);
}
