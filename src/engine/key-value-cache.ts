import type { Tensor } from "../tensor/tensor.ts";
import type { Region } from "./activation.ts";

/**
 * The keys and values of all positions so far, of one layer: what attention looks back at, kept so that a new token
 * costs only its own. In memory a head's positions follow one another.
 */
export interface KeyValueCache {
  /** [positions, kvHeads, headDim] */
  readonly keys: Tensor<Float32Array>;
  /** [positions, kvHeads, headDim] */
  readonly values: Tensor<Float32Array>;
  readonly region: Region;
}
