import type { DType } from "../common/dtype.ts";

/** Where a tensor lies on disk: enough to find each of its elements without reading the file's description again. */
export interface TensorInfo {
  /** The checkpoint's own name, such as "layers.0.attention.wq.weight". */
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** The elements to skip in the file for one step along each dimension; never negative. */
  readonly strides: readonly number[];
  /** The path of the file that holds it. */
  readonly file: string;
  /** The byte offset in that file of element [0, 0, …]. */
  readonly offset: number;
}
