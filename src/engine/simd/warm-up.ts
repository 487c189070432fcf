import type { Arena } from "./arena.ts";

const rows = 64;
const columns = 512;
const rounds = 150;

/**
 * Runs the kernels that take most of the time on scratch data until JavaScriptCore has compiled them with its optimising
 * compiler. Before that they run at a third of the speed, and it would otherwise happen during the first answer.
 */
export function warmUp({ kernels, inputs, block, tile }: Arena): void {
  const [w, x, y] = [tile, block, inputs];
  const stride = columns * 4;
  for (let round = 0; round < rounds; round++) {
    kernels.splitEvenOdd(x, columns, y, 16);
    kernels.multiplyRows(w, x, y, columns, rows);
    kernels.multiplyInterleaved(w, x, y, columns, rows);
    kernels.widen(w, columns * 2, 16, columns, x, stride);
    kernels.multiplyBlock(x, stride, 12, w, stride, 2, columns, y, stride, false);
    kernels.swiglu(x, w, columns);
    kernels.attend(x, w, w, y, y + rows * 16, 64, rows, rows, rows, rows);
  }
}
