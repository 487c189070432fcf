import type { Compute } from "../kernels.ts";
import type { Matrix } from "../network/matrix.ts";

/**
 * y = silu(gate) × up, number by number, where silu(z) = z σ(z) and σ(z) = 1 / (1 + e⁻ᶻ).
 * @param gate [tokens, hidden]
 * @param up [tokens, hidden]
 * @param y [tokens, hidden]
 */
export function swiglu({ kernels }: Compute, gate: Matrix, up: Matrix, y: Matrix): Matrix {
  kernels.swiglu(gate.address, up.address, y.address, gate.rows * gate.columns);
  return y;
}

/**
 * From the gradient of y to those of gate and up, which it writes. With σ' = σ (1 - σ):
 *
 *     dGate = dy × up × σ(gate) (1 + gate (1 - σ(gate)))        dUp = dy × silu(gate)
 *
 * all [tokens, hidden].
 */
export function swigluBackward(
  { kernels }: Compute,
  dy: Matrix,
  gate: Matrix,
  up: Matrix,
  dGate: Matrix,
  dUp: Matrix,
): void {
  const n = gate.rows * gate.columns;
  kernels.swigluBackward(dy.address, gate.address, up.address, dGate.address, dUp.address, n);
}
