import type { Compute } from "../kernels.ts";
import type { Matrix } from "../network/matrix.ts";

/** out = a + b, number by number; its gradient goes to both as it is. All [tokens, dim]. */
export function add({ kernels }: Compute, a: Matrix, b: Matrix, out: Matrix): Matrix {
  kernels.add(a.address, b.address, out.address, a.rows * a.columns);
  return out;
}
