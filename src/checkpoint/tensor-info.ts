import type { DType } from "../common/dtype.ts";

/** Where a tensor lies on disk: enough to find every one of its elements without asking the file again. */
export interface TensorInfo {
  /** The checkpoint's own name, such as "layers.0.attention.wq.weight". */
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** How many elements to step in the file for one step along each dimension; never negative. */
  readonly strides: readonly number[];
  /** Path of the file that holds it. */
  readonly file: string;
  /** Byte offset in that file of element [0, 0, …]. */
  readonly offset: number;
}
