import { type Arena, blockRows, tileBytes } from "./arena.ts";
import type { Block, KernelMatrix } from "./matrix.ts";

/**
 * bfloat16 rows as pages of the file. A kernel cannot access them, so they are copied into the arena tile by tile. A tile is
 * small enough to stay in the L2 cache until it is used, so the copy costs less than reading the weights from memory does.
 */
export class MappedMatrix implements KernelMatrix {
  readonly rows: number;
  readonly result: Float32Array;
  private readonly tileRows: number;
  /** The tiles as views of the file, made once. */
  private readonly tiles: Uint16Array[] = [];

  /**
   * @param elements [rows, columns]
   * @param columns a multiple of 8
   */
  constructor(
    readonly elements: Uint16Array,
    readonly columns: number,
    readonly arena: Arena,
  ) {
    this.rows = elements.length / columns;
    this.result = arena.floats.subarray(arena.y / 4, arena.y / 4 + this.rows);
    this.tileRows = Math.max(4, Math.floor(tileBytes / (columns * 2) / 4) * 4);
    const step = this.tileRows * columns;
    for (let at = 0; at < elements.length; at += step) this.tiles.push(elements.subarray(at, at + step));
  }

  multiply(): void {
    const { columns, arena } = this;
    const { kernels, x, split, y, tile, patterns } = arena;
    kernels.splitEvenOdd(x, columns, split, 16);
    let row = 0;
    for (const part of this.tiles) {
      patterns.set(part, tile / 2);
      const rows = part.length / columns;
      // The kernel takes 4 rows at a time: the last few of a tile may be left over from before, and their results are ignored
      kernels.multiplyRows(tile, split, y + row * 4, columns, rows);
      row += rows;
    }
  }

  block(row: number, from: number, to: number): Block {
    const { columns, elements, arena } = this;
    const { kernels, block, tile, patterns } = arena;
    const depth = to - from;
    const stride = depth * 4;
    const count = Math.min(blockRows, this.rows - row);
    for (let r = 0; r < count; r++) {
      const start = (row + r) * columns;
      patterns.set(elements.subarray(start + from, start + to), tile / 2 + r * depth);
    }
    for (let r = 0; r < count; r += 4) {
      kernels.widen(tile + r * depth * 2, depth * 2, 16, depth, block + r * stride, stride);
    }
    return { address: block, stride };
  }
}
