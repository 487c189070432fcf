import type { Elements } from "../../common/dtype.ts";
import { roundUp } from "../../common/round-up.ts";
import { float16Values } from "../../tensor/float16.ts";
import type { Arena } from "./arena.ts";
import type { Arenas } from "./arenas.ts";
import type { Matrix } from "./matrix.ts";

/** float16 and float32 rows as float32 copies in memory, in panels [columns][8 rows] that need no packing. */
export class PanelMatrix implements Matrix {
  readonly rows: number;
  readonly result: Float32Array;
  readonly arena: Arena;
  private readonly panels: number;
  private readonly depth: number;

  /**
   * @param elements [rows, columns]; float32, or float16 patterns
   * @throws UserError when there is not enough memory
   */
  constructor(
    elements: Elements,
    readonly columns: number,
    arenas: Arenas,
  ) {
    this.rows = elements.length / columns;
    this.depth = roundUp(columns, 8);
    const size = roundUp(this.rows, 8) * this.depth;
    const { arena, address } = arenas.allocate(size * 4);
    this.arena = arena;
    this.panels = address;
    this.result = arena.floats.subarray(arena.y / 4, arena.y / 4 + this.rows);
    const target = arena.floatsAt(address, size);
    const values = elements instanceof Uint16Array ? float16Values() : undefined;
    for (let row = 0; row < this.rows; row++) {
      const panel = Math.floor(row / 8) * this.depth * 8 + (row % 8);
      for (let k = 0; k < columns; k++) {
        const element = elements[row * columns + k];
        target[panel + k * 8] = values === undefined ? element : values[element];
      }
    }
  }

  multiply(): void {
    const { kernels, x, y } = this.arena;
    kernels.multiplyPanelsByVector(this.panels, Math.ceil(this.rows / 8), x, y, this.depth);
  }

  pack(row: number, from: number): { panels: number; stride: number } {
    const stride = this.depth * 32;
    return { panels: this.panels + (row / 8) * stride + from * 32, stride };
  }
}
