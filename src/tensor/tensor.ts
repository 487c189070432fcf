import type { DType, Elements } from "../common/dtype.ts";
import { bfloat16Values } from "./bfloat16.ts";
import { float16Values } from "./float16.ts";
import { elementCount, isContiguous } from "./shape.ts";

/**
 * An array of numbers with dimensions: a window on `data` that starts at `offset` and steps by `strides`. Slices,
 * transposes and the like are new windows on the same data; nothing is copied unless the name says so.
 */
export class Tensor<E extends Elements = Elements> {
  readonly size: number;
  readonly isContiguous: boolean;

  /**
   * @param strides elements from one index to the next, for each dimension; row-major without gaps if left out
   * @param offset of the first element, in elements
   * @throws RangeError when the window reaches beyond the data, or a number is negative or not whole
   */
  constructor(
    readonly data: E,
    readonly dtype: DType,
    readonly shape: readonly number[],
    readonly strides: readonly number[] = rowMajor(shape),
    readonly offset = 0,
  ) {
    this.size = elementCount(shape);
    this.isContiguous = isContiguous(this);
    const last = shape.reduce((at, length, axis) => at + (length - 1) * strides[axis], offset);
    const counts = shape.every(isCount) && strides.every(isCount) && isCount(offset);
    if (!counts || strides.length !== shape.length || (this.size > 0 && last >= data.length)) {
      throw new RangeError(
        `shape [${shape}] with strides [${strides}] from ${offset} does not fit ${data.length} elements`,
      );
    }
  }

  /** A float32 tensor over these values, or of zeros. */
  static float32(shape: readonly number[], data?: Float32Array): Tensor<Float32Array> {
    return new Tensor(data ?? new Float32Array(elementCount(shape)), "float32", shape);
  }

  /** The value at an index, whatever the type of the elements. @throws RangeError */
  at(...index: number[]): number {
    let position = this.offset;
    for (const [axis, length] of this.shape.entries()) {
      if (!(isCount(index[axis]) && index[axis] < length)) throw this.misuse(`has no element [${index}]`);
      position += index[axis] * this.strides[axis];
    }
    if (index.length !== this.shape.length) throw this.misuse(`has no element [${index}]`);
    return this.values()?.[this.data[position]] ?? this.data[position];
  }

  /** The part [from, to) along a dimension. @throws RangeError */
  slice(axis: number, from: number, to: number): Tensor<E> {
    if (!(axis in this.shape && isCount(from) && isCount(to) && from <= to && to <= this.shape[axis])) {
      throw this.misuse(`has no part ${from} to ${to} along dimension ${axis}`);
    }
    return this.window(
      this.shape.with(axis, to - from),
      this.strides,
      this.offset + from * this.strides[axis],
    );
  }

  /** What lies at one index of a dimension: a tensor without that dimension. @throws RangeError */
  select(axis: number, index: number): Tensor<E> {
    const { shape, strides, offset } = this.slice(axis, index, index + 1);
    return this.window(shape.toSpliced(axis, 1), strides.toSpliced(axis, 1), offset);
  }

  /** The same elements with two dimensions exchanged. @throws RangeError */
  transpose(a: number, b: number): Tensor<E> {
    if (!(a in this.shape && b in this.shape)) throw this.misuse(`has no dimensions ${a} and ${b}`);
    const swap = (list: readonly number[]) => list.with(a, list[b]).with(b, list[a]);
    return this.window(swap(this.shape), swap(this.strides), this.offset);
  }

  /** The same elements in the same order under another shape. @throws RangeError unless contiguous and of that size */
  reshape(...shape: number[]): Tensor<E> {
    if (!this.isContiguous || elementCount(shape) !== this.size) {
      throw this.misuse(`${this.isContiguous ? "" : "is not contiguous and "}cannot be seen as [${shape}]`);
    }
    return this.window(shape, rowMajor(shape), this.offset);
  }

  /** The values as float32 in row-major order, always a copy. */
  toFloat32(): Tensor<Float32Array> {
    const result = new Float32Array(this.size);
    const values = this.values();
    const { data, shape, strides } = this;
    let written = 0;
    const copy = (axis: number, position: number): void => {
      if (axis === shape.length) {
        result[written++] = values?.[data[position]] ?? data[position];
        return;
      }
      for (let i = 0; i < shape[axis]; i++) copy(axis + 1, position + i * strides[axis]);
    };
    copy(0, this.offset);
    return Tensor.float32(shape, result);
  }

  /** For 16-bit types the value of every pattern. */
  private values(): Float32Array | undefined {
    if (this.dtype === "float32") return undefined;
    return this.dtype === "bfloat16" ? bfloat16Values() : float16Values();
  }

  private window(shape: readonly number[], strides: readonly number[], offset: number): Tensor<E> {
    return new Tensor(this.data, this.dtype, shape, strides, offset);
  }

  private misuse(problem: string): RangeError {
    return new RangeError(`a tensor of shape [${this.shape}] ${problem}`);
  }
}

/** Whether this may be an index, a length or a stride: a whole number, not negative. */
function isCount(n: number): boolean {
  return Number.isInteger(n) && n >= 0;
}

/** The strides of a tensor whose elements follow one another without gaps, the last dimension fastest. */
function rowMajor(shape: readonly number[]): number[] {
  const strides: number[] = new Array(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}
