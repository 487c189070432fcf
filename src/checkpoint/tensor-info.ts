import type { DType } from "../common/dtype.ts";

/** where a tensor lies on disk: enough to find every one of its elements without asking the file again. */
export interface TensorInfo {
  /** the checkpoint's own name, such as "layers.0.attention.wq.weight". */
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** how many elements to step in the file for one step along each dimension; never negative. */
  readonly strides: readonly number[];
  /** path of the file that holds it. */
  readonly file: string;
  /** byte offset in that file of element [0, 0, …]. */
  readonly offset: number;
}

/** how many elements a tensor of this shape has; 1 for the empty shape, a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** whether the elements follow one another in row-major order, without gaps. */
export function isContiguous(info: Pick<TensorInfo, "shape" | "strides">): boolean {
  let expected = 1;
  for (let axis = info.shape.length - 1; axis >= 0; axis--) {
    // along a dimension of one element nobody steps, so its stride means nothing
    if (info.shape[axis] !== 1 && info.strides[axis] !== expected) return false;
    expected *= info.shape[axis];
  }
  return true;
}
