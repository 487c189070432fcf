import type { Elements } from "../../common/dtype.ts";
import { roundUp } from "../../common/round-up.ts";
import { float16Values } from "../../tensor/float16.ts";
import type { Arena } from "./arena.ts";
import type { Arenas } from "./arenas.ts";
import type { Block, KernelMatrix } from "./matrix.ts";

/** float16 and float32 rows as float32 copies in memory, each 8 elements in the order of the kernel `splitEvenOdd`. */
export class FloatMatrix implements KernelMatrix {
  readonly rows: number;
  readonly result: Float32Array;
  readonly arena: Arena;
  private readonly weights: number;
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
    // The kernels take 4 or 6 rows at a time
    const size = roundUp(this.rows, 12) * this.depth;
    const { arena, address } = arenas.allocate(size * 4);
    this.arena = arena;
    this.weights = address;
    this.result = arena.floats.subarray(arena.y / 4, arena.y / 4 + this.rows);
    const target = arena.floatsAt(address, size);
    const values = elements instanceof Uint16Array ? float16Values() : undefined;
    for (let row = 0; row < this.rows; row++) {
      for (let k = 0; k < columns; k++) {
        const element = elements[row * columns + k];
        const place = k - (k % 8) + (k % 2) * 4 + ((k % 8) >> 1);
        target[row * this.depth + place] = values === undefined ? element : values[element];
      }
    }
  }

  multiply(): void {
    const { kernels, x, split, y } = this.arena;
    kernels.splitEvenOdd(x, this.depth, split, 16);
    kernels.multiplyFloats(this.weights, split, y, this.depth, roundUp(this.rows, 4));
  }

  block(row: number, from: number): Block {
    const stride = this.depth * 4;
    return { address: this.weights + row * stride + from * 4, stride };
  }
}
