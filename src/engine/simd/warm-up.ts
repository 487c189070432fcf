import type { Arena } from "./arena.ts";

const rows = 64;
const columns = 512;
const rounds = 150;

/**
 * runs the kernels that take most of the time on scratch, until the engine that runs WebAssembly has compiled them well:
 * it begins with code of a third of the speed, and would otherwise find out during the first answer.
 */
export function warmUp({ kernels, groups, panels, tile }: Arena): void {
  const [w, x, y] = [tile, panels, groups];
  for (let round = 0; round < rounds; round++) {
    kernels.splitEvenOdd(x, y, columns);
    kernels.multiplyRows(w, x, y, columns, rows);
    kernels.multiplyInterleaved(w, x, y, columns, rows);
    kernels.packBfloat16(w, columns * 2, 16, columns, x);
    kernels.multiplyPanels(x, 0, rows / 8, w, 1, columns, y, rows * 4, false);
    kernels.swiglu(x, w, columns);
    kernels.attend(x, w, w, y, y + rows * 16, 64, rows, rows, rows, rows);
  }
}
