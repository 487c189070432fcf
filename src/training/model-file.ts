import { writeTorch } from "../checkpoint/torch/writer.ts";
import { bfloat16ToFloat32, float32ToBfloat16 } from "../tensor/bfloat16.ts";
import type { Parameter } from "./network/parameters.ts";

/** Every weight as the pattern of the nearest bfloat16. */
export function roundedWeights(weights: Float32Array): Uint16Array {
  return Uint16Array.from(weights, float32ToBfloat16);
}

/** The values of bfloat16 patterns. */
export function weightsOf(patterns: Uint16Array): Float32Array {
  return Float32Array.from(patterns, bfloat16ToFloat32);
}

/** A consolidated.00.pth as Meta has it; the output matrix shares its storage with the embedding table. */
export function modelFile(parameters: readonly Parameter[], patterns: Uint16Array): Uint8Array {
  const tensors = parameters.map(({ name, shape, offset, size }) => {
    return { name, shape, data: patterns.subarray(offset, offset + size) };
  });
  const embeddings = tensors.find(({ name }) => name === "tok_embeddings.weight");
  if (embeddings === undefined) throw new Error("a network without embeddings");
  return writeTorch([...tensors, { ...embeddings, name: "output.weight" }], "consolidated.00");
}
