import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { Activation } from "../engine/activation.ts";
import type { Engine, Linear, Norm } from "../engine/engine.ts";
import type { KeyValueCache } from "../engine/key-value-cache.ts";
import type { RotaryTable } from "../tensor/operations/rotate.ts";
import type { Activations } from "./activations.ts";
import type { ModelConfig } from "./config.ts";
import type { Switches } from "./switches.ts";

/** What the parts of a network are made from, on one rank. */
export interface NetworkParts {
  readonly config: ModelConfig;
  readonly engine: Engine;
  /** The checkpoint's tensors, which have passed `checkTensors`. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly buffers: Activations;
  /** Of every layer. */
  readonly caches: readonly KeyValueCache[];
  /** For every position of the context. */
  readonly rotary: RotaryTable;
  /** Where the ranks share a copy of the embedding table; without it the table stays pages of the file. */
  readonly embeddings?: SharedArrayBuffer;
  /** The parts that can be switched off. */
  readonly switches: Switches;
  /** Called for each tensor that is loaded. */
  readonly onTensor?: () => void;
}

/** A tensor by its name without the `.weight` at its end. */
export function tensorOf({ tensors, onTensor }: NetworkParts, name: string): TensorInfo {
  const info = tensors.get(`${name}.weight`);
  if (info === undefined) throw new Error(`no tensor ${name}.weight in a layout that was checked`);
  onTensor?.();
  return info;
}

/** The product with a weight matrix of the checkpoint. */
export function linear(parts: NetworkParts, name: string, out: Activation): Linear {
  return parts.engine.linear(name, tensorOf(parts, name), out);
}

/** A norm of the checkpoint. */
export function rmsNorm(parts: NetworkParts, name: string): Norm {
  const { engine, config, buffers } = parts;
  return engine.rmsNorm(name, tensorOf(parts, name), config.normEps, buffers.normed);
}
