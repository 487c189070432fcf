import { readBytesInto, readRows } from "../../checkpoint/rows.ts";
import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { roundUp } from "../../common/round-up.ts";
import { isContiguous } from "../../tensor/shape.ts";
import { type Arena, blockRows } from "./arena.ts";
import type { Arenas } from "./arenas.ts";
import type { Block, KernelMatrix } from "./matrix.ts";

/** bfloat16 rows as copies in memory, interleaved for the kernels: groups of 4 rows, 8 weights of each in turn. */
export class InterleavedMatrix implements KernelMatrix {
  readonly rows: number;
  readonly result: Float32Array;
  readonly columns: number;
  readonly arena: Arena;
  private readonly weights: number;
  private readonly depth: number;

  /** @throws UserError when there is not enough memory */
  constructor(source: RowSource, arenas: Arenas) {
    this.rows = source.rows;
    this.columns = source.columns;
    this.depth = roundUp(source.columns, 8);
    const { arena, address } = arenas.allocate(roundUp(source.rows, 8) * this.depth * 2);
    this.arena = arena;
    this.weights = address;
    this.result = arena.floats.subarray(arena.y / 4, arena.y / 4 + this.rows);
    const step = Math.max(4, Math.floor(source.rowsAtOnce / 4) * 4);
    for (let row = 0; row < this.rows; row += step) {
      this.fill(row, source.read(row, Math.min(row + step, this.rows)));
    }
  }

  multiply(): void {
    const { kernels, x, split, y } = this.arena;
    kernels.splitEvenOdd(x, this.depth, split, 16);
    kernels.multiplyInterleaved(this.weights, split, y, this.depth, roundUp(this.rows, 8));
  }

  block(row: number, from: number, to: number): Block {
    const { kernels, block } = this.arena;
    const depth = roundUp(to - from, 8);
    const stride = depth * 4;
    const end = Math.min(row + blockRows, roundUp(this.rows, 4));
    for (let r = row; r < end; r += 4) {
      const source = this.weights + r * this.depth * 2 + from * 8;
      kernels.widen(source, 16, 64, depth, block + (r - row) * stride, stride);
    }
    return { address: block, stride };
  }

  /** Interleaves rows. Only the last call may have a number of rows that is not a multiple of 4. */
  private fill(first: number, elements: Uint16Array): void {
    const { depth, columns, arena } = this;
    const { patterns, tile, kernels } = arena;
    const count = elements.length / columns;
    for (let group = 0; group < count; group += 4) {
      const rows = Math.min(4, count - group);
      for (let r = 0; r < rows; r++) {
        const at = tile / 2 + r * depth;
        patterns.set(elements.subarray((group + r) * columns, (group + r + 1) * columns), at);
        patterns.fill(0, at + columns, at + depth);
      }
      patterns.fill(0, tile / 2 + rows * depth, tile / 2 + 4 * depth);
      kernels.interleave(tile, depth * 2, depth, this.weights + (first + group) * depth * 2);
    }
  }
}

/** Where a matrix's rows come from. */
export interface RowSource {
  readonly rows: number;
  readonly columns: number;
  /** How many to ask for at once. */
  readonly rowsAtOnce: number;
  /** The rows [from, to), one after the other. */
  read(from: number, to: number): Uint16Array;
}

/** Bytes that are read from a file at once. */
const pieceBytes = 2 ** 20;

/** The rows [from, to) of a 16-bit tensor in a file. What one call of `read` returns is valid until the next call. */
export function rowsInFile(info: TensorInfo, from: number, to: number): RowSource {
  const [, columns] = info.shape;
  const rows = to - from;
  if (!isContiguous(info)) {
    // Each call reads the whole tensor, so all rows are read in one
    const read = (first: number, last: number) =>
      sixteenBit(readRows(info, from + first, from + last, "read").elements);
    return { rows, columns, rowsAtOnce: Math.max(1, rows), read };
  }
  const rowsAtOnce = Math.ceil(pieceBytes / (columns * 2));
  // One buffer for all calls: new ones would fill the memory until they are garbage-collected
  const buffer = new Uint16Array((rowsAtOnce + 4) * columns);
  return {
    rows,
    columns,
    rowsAtOnce,
    read: (first, last) => {
      const elements = buffer.subarray(0, (last - first) * columns);
      const bytes = new Uint8Array(buffer.buffer, 0, elements.byteLength);
      readBytesInto(info.file, info.offset + (from + first) * columns * 2, bytes);
      return elements;
    },
  };
}

/** Rows that lie in memory already. */
export function rowsInMemory(elements: Uint16Array, columns: number): RowSource {
  const rows = elements.length / columns;
  const read = (from: number, to: number) => elements.subarray(from * columns, to * columns);
  return { rows, columns, rowsAtOnce: rows, read };
}

/** @throws TypeError for float32 elements */
export function sixteenBit(elements: Uint16Array | Float32Array): Uint16Array {
  if (elements instanceof Uint16Array) return elements;
  throw new TypeError("float32 elements where 16-bit ones are due");
}
