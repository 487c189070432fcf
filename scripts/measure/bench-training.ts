import { createRandom } from "../../src/generate/random.ts";
import { type Compute, compileKernels, computeOver, createMemory } from "../../src/training/kernels.ts";
import { Layout, type Matrix, numbersOf } from "../../src/training/network/matrix.ts";

const module = compileKernels();

/** A memory with matrices to try an operation on. */
export class Bench {
  readonly compute: Compute = computeOver(module, createMemory(2 ** 20));
  private readonly layout = new Layout();
  private readonly random = createRandom(20261124);

  /** A matrix of numbers from -1.5 to 1.5 that float32 has exactly. */
  filled(rows: number, columns: number): Matrix {
    const matrix = this.zeros(rows, columns);
    const numbers = numbersOf(this.compute.floats, matrix);
    for (let i = 0; i < numbers.length; i++) numbers[i] = 3 * this.random() - 1.5;
    return matrix;
  }

  zeros(rows: number, columns: number): Matrix {
    return this.layout.matrix(rows, columns);
  }

  /** Room for so many numbers. @returns its address */
  room(numbers: number): number {
    return this.layout.reserve(numbers);
  }

  /** The numbers of a matrix as they are now. */
  values(matrix: Matrix): Float64Array {
    return Float64Array.from(numbersOf(this.compute.floats, matrix));
  }
}

/** How f changes with each number of x, by central differences in float64. F may look at x only. */
export function slopes(
  f: (x: Float64Array) => Float64Array,
  x: Float64Array,
  dy: Float64Array,
): Float64Array {
  const step = 1e-5;
  const weighed = (at: Float64Array) => f(at).reduce((sum, y, i) => sum + y * dy[i], 0);
  return x.map((value, i) => {
    return (weighed(x.with(i, value + step)) - weighed(x.with(i, value - step))) / (2 * step);
  });
}
