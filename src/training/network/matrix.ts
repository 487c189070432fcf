import { roundUp } from "../../common/round-up.ts";

/** float32 numbers in rows, somewhere in the memory of the kernels. */
export interface Matrix {
  /** Of the first number, in bytes. */
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

const cacheLine = 64;

/** Hands out places in a memory, one after the other; it only computes addresses. */
export class Layout {
  /** Where the next place begins, in bytes. */
  end: number;

  constructor(start = cacheLine) {
    this.end = roundUp(start, cacheLine);
  }

  /** A place for rows without gaps. */
  matrix(rows: number, columns: number): Matrix {
    return matrixAt(this.reserve(rows * columns), rows, columns);
  }

  /** A place for so many numbers. @returns its address in bytes */
  reserve(numbers: number): number {
    const address = this.end;
    this.end = roundUp(address + numbers * 4, cacheLine);
    return address;
  }
}

/** Rows without gaps from an address on. */
export function matrixAt(address: number, rows: number, columns: number): Matrix {
  return { address, rows, columns, stride: columns * 4 };
}

/** The first rows of a matrix. */
export function firstRows(matrix: Matrix, rows: number): Matrix {
  return { ...matrix, rows };
}

/** A window on a matrix. */
export function windowOf(
  { address, stride }: Matrix,
  row: number,
  rows: number,
  column: number,
  columns: number,
): Matrix {
  return { address: address + row * stride + column * 4, rows, columns, stride };
}

/** The numbers of a matrix whose rows lie without gaps, as JavaScript sees them. */
export function numbersOf(floats: Float32Array, { address, rows, columns }: Matrix): Float32Array {
  return floats.subarray(address / 4, address / 4 + rows * columns);
}

/** Sets matrices whose rows lie without gaps to zero, before something is added to them. */
export function clear(floats: Float32Array, ...matrices: Matrix[]): void {
  for (const matrix of matrices) numbersOf(floats, matrix).fill(0);
}
