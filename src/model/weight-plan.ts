import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import { bytesPerElement } from "../common/dtype.ts";
import { UserError } from "../common/errors.ts";
import type { WeightsMode } from "../engine/weights-mode.ts";
import { elementCount } from "../tensor/shape.ts";
import { outputWeight } from "./tensors.ts";

/** How weights will be held. */
export interface WeightPlan {
  readonly weights: WeightsMode;
  /** With auto: bytes that may become copies. */
  readonly copyLimit: number;
}

// Smaller models are copied in a moment, so nothing is gained by starting with the pages of the file
const small = 2 ** 30;
// Left for the program itself and for others
const reserve = 2 ** 29;

/**
 * Decides by the size of the weights and the free memory: small models are copied at once; large ones begin as pages of
 * the file and become copies while the model answers, as far as memory allows. Files that cannot be mapped are copied.
 * @param free bytes that are free after the KV cache
 * @param canMap whether the files can be mapped: Bun cannot on Windows, nor files that may not be written
 * @throws UserError when all are to be copies and memory does not suffice
 */
export function planWeights(
  mode: WeightsMode,
  tensors: ReadonlyMap<string, TensorInfo>,
  free: number,
  canMap: boolean,
): WeightPlan {
  const bytes = copyBytes(tensors);
  const limit = Math.max(0, free - reserve);
  if (bytes > limit && (mode === "ram" || !canMap)) {
    const problem = `the weights take ${gigabytes(bytes)}, but only ${gigabytes(limit)} are free beside the cache`;
    if (canMap) throw new UserError(problem, 1, { remedy: "map weights" });
    throw new UserError(`${problem}; the file cannot be mapped here, so use a smaller model`);
  }
  if (!canMap) return { weights: "ram", copyLimit: 0 };
  if (mode !== "auto") return { weights: mode, copyLimit: 0 };
  if (bytes < small && bytes <= limit) return { weights: "ram", copyLimit: 0 };
  return { weights: "auto", copyLimit: limit };
}

/** Bytes of weights that are read for every token, as they lie in the file. */
export function bytesPerToken(tensors: ReadonlyMap<string, TensorInfo>): number {
  return sum(readPerToken(tensors), ({ shape, dtype }) => elementCount(shape) * bytesPerElement[dtype]);
}

/**
 * Bytes of all weights as copies: bfloat16 stays bfloat16, float16 becomes float32, and the embedding table stays as it is,
 * beside the output matrix if the two are tied.
 */
function copyBytes(tensors: ReadonlyMap<string, TensorInfo>): number {
  const matrices = sum(readPerToken(tensors), ({ shape, dtype }) => {
    return elementCount(shape) * bytesPerElement[dtype === "bfloat16" ? dtype : "float32"];
  });
  return matrices + embeddingBytes(tensors);
}

/** Bytes of the embedding table, as it lies in the file. */
export function embeddingBytes(tensors: ReadonlyMap<string, TensorInfo>): number {
  const table = tensors.get("tok_embeddings.weight");
  return table === undefined ? 0 : elementCount(table.shape) * bytesPerElement[table.dtype];
}

/** Weights read for every token: all but the embedding table, unless it is tied to the output. */
function readPerToken(tensors: ReadonlyMap<string, TensorInfo>): TensorInfo[] {
  const isTied = !tensors.has(outputWeight);
  return [...tensors.values()].filter(({ name }) => isTied || name !== "tok_embeddings.weight");
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
