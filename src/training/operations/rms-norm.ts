import type { Compute } from "../kernels.ts";
import type { Matrix } from "../network/matrix.ts";

/**
 * y = x s w for every token's row, with s = 1 / √(mean of x² + eps).
 * @param x [tokens, dim]
 * @param weight [1, dim]
 * @param y [tokens, dim]
 * @param scales [tokens, 1], takes s for the backward pass
 */
export function rmsNorm(
  { kernels }: Compute,
  x: Matrix,
  weight: Matrix,
  eps: number,
  y: Matrix,
  scales: Matrix,
): Matrix {
  kernels.rmsNorm(x.address, weight.address, y.address, scales.address, x.rows, x.columns, eps);
  return y;
}

/**
 * From the gradient of y = x s w to those of x and w, to which it adds. s depends on x too: ∂s/∂x = -s³ x / dim, so
 *
 *     dx += s (w dy) - s³ x / dim Σ (w dy x)        dw += Σ over tokens of dy x s
 *
 * @param dy [tokens, dim]
 * @param scales [tokens, 1], as the forward pass left them
 * @param dx [tokens, dim]
 * @param dWeight [1, dim]
 */
export function rmsNormBackward(
  { kernels }: Compute,
  dy: Matrix,
  x: Matrix,
  weight: Matrix,
  scales: Matrix,
  dx: Matrix,
  dWeight: Matrix,
): void {
  kernels.rmsNormBackward(
    ...([dy.address, x.address, weight.address, scales.address, dx.address, dWeight.address] as const),
    x.rows,
    x.columns,
  );
}
