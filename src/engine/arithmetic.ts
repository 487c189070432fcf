import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { RotaryTable } from "../tensor/operations/rotate.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Activation, Range } from "./activation.ts";
import type { KeyValueCache } from "./key-value-cache.ts";
import type { WeightsMode } from "./weights-mode.ts";

/** Some rows of a weight matrix, in the form that an arithmetic computes with. */
export interface Matrix {
  /** x Wᵀ of these rows into the columns of `out` from `column` on. x [tokens, in], out [tokens, …]. */
  multiply(x: Activation, out: Activation, column: number): void;
}

/**
 * The arithmetic of the network, for any range of rows, columns or heads. It knows nothing of ranks and barriers: `Engine`
 * divides the work and decides who waits for whom. There are two implementations, plain TypeScript and SIMD.
 */
export interface Arithmetic {
  /** A range of a weight's rows begins at a multiple of this number. */
  readonly rowBlock: number;
  /** Loads some rows of a weight [out, in]. @throws FileError when reading fails, UserError when memory is short */
  matrix(weight: TensorInfo, rows: Range): Matrix;
  /** RMSNorm of each token of `x` [tokens, dim] into `out`. */
  rmsNorm(x: Activation, weight: Tensor<Float32Array>, eps: number, out: Activation): void;
  /** Rotates some heads of x [tokens, heads, headDim] in place by their positions, `first` being that of the first token. */
  rotate(x: Activation, heads: Range, table: RotaryTable, first: number): void;
  /** Causal attention of some query heads, all of which read key and value head `kv` of the cache, into `out`. */
  attention(
    queries: Activation,
    heads: Range,
    cache: KeyValueCache,
    kv: number,
    first: number,
    out: Activation,
  ): void;
  /** silu(gate) × up of some columns into `gate`, both [tokens, hidden]. */
  swiglu(gate: Activation, up: Activation, columns: Range): void;
  /** x + y of some columns into `x`, both [tokens, dim]. */
  add(x: Activation, y: Activation, columns: Range): void;
  /** Whether some weights are still pages of the file. */
  readonly hasPages: boolean;
  /** Copies weights that are still pages of the file, at least so many bytes of them, where copies are faster. */
  copyPages(bytes: number): void;
  /** Prepares a measurement of memory: the function returned reads so many bytes once and returns their number. */
  prepareMemoryRead(): () => number;
}

/** What an arithmetic has to work with. */
export interface ArithmeticOptions {
  readonly weights: WeightsMode;
  /** With weights "auto": bytes that `copyPages` may copy in all. */
  readonly copyLimit: number;
  readonly sizes: ArithmeticSizes;
  readonly memories: EngineMemories;
  /** This rank, and how many there are: they share the memories. */
  readonly rank: number;
  readonly ranks: number;
}

/** The sizes that an arithmetic meets, in elements. */
export interface ArithmeticSizes {
  /** The longest row of a weight. */
  readonly columns: number;
  /** The most rows of a weight. */
  readonly rows: number;
  /** The most tokens at once. */
  readonly batch: number;
  /** The most positions that attention looks at. */
  readonly context: number;
  readonly headDim: number;
}

/** The memories that all ranks share. */
export interface EngineMemories {
  readonly activations: WebAssembly.Memory;
  /** The key and value caches. Each memory ends with scratch for the attention of every rank. */
  readonly caches: readonly WebAssembly.Memory[];
}
