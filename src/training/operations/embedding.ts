import type { Compute } from "../kernels.ts";
import { type Matrix, numbersOf } from "../network/matrix.ts";

/**
 * A row of the table for every token.
 * @param table [vocabulary, dim]
 * @param x [tokens, dim]
 */
export function embedding({ floats }: Compute, tokens: Int32Array, table: Matrix, x: Matrix): Matrix {
  const rows = numbersOf(floats, table);
  const out = numbersOf(floats, x);
  const dim = table.columns;
  for (const [t, token] of tokens.entries()) out.set(rows.subarray(token * dim, (token + 1) * dim), t * dim);
  return x;
}

/**
 * From the gradient of the rows to that of the table: each token's is added to its row.
 * @param dx [tokens, dim]
 * @param dTable [vocabulary, dim]
 */
export function embeddingBackward(
  { kernels }: Compute,
  tokens: Int32Array,
  dx: Matrix,
  dTable: Matrix,
): void {
  for (const [t, token] of tokens.entries()) {
    const row = dTable.address + token * dTable.stride;
    kernels.add(row, dx.address + t * dx.stride, row, dx.columns);
  }
}
