import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { Arithmetic } from "../engine/arithmetic.ts";
import { createArithmetic } from "../engine/create-arithmetic.ts";
import { Engine } from "../engine/engine.ts";
import type { EngineName } from "../engine/engine-names.ts";
import type { Team } from "../engine/team/team.ts";
import type { WeightsMode } from "../engine/weights-mode.ts";
import { inverseFrequencies, rotaryTable } from "../tensor/rope-frequencies.ts";
import { type Activations, activationsIn } from "./activations.ts";
import type { ModelConfig } from "./config.ts";
import { layerCaches, type Memories, type NetworkSizes } from "./memories.ts";
import { Switches } from "./switches.ts";
import { Transformer } from "./transformer.ts";

/** What a network is made from: the same for every rank. */
export interface NetworkOptions {
  readonly config: ModelConfig;
  /** They have passed `checkTensors`. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly sizes: NetworkSizes;
  readonly memories: Memories;
  /** Where the ranks share a copy of the embedding table; without it the table stays pages of the file. */
  readonly embeddings?: SharedArrayBuffer;
  readonly engine: EngineName;
  readonly weights: WeightsMode;
  /** With weights "auto": bytes that each rank may copy. */
  readonly copyLimit: number;
}

/** A network as one rank has it. */
export interface Network {
  readonly transformer: Transformer;
  readonly engine: Engine;
  readonly switches: Switches;
  readonly buffers: Activations;
  readonly arithmetic: Arithmetic;
}

/**
 * Makes a rank's network and loads its share of the weights.
 * @param onTensor called for each tensor that is loaded
 * @throws FileError when reading the weights fails, UserError when memory is short
 */
export function createNetwork(options: NetworkOptions, team: Team, onTensor?: () => void): Network {
  const { config, sizes, memories, tensors, embeddings } = options;
  const queryDim = config.nHeads * config.headDim;
  const arithmetic = createArithmetic(options.engine, {
    weights: options.weights,
    copyLimit: options.copyLimit,
    sizes: {
      columns: Math.max(config.dim, queryDim, config.hiddenDim),
      rows: Math.max(config.dim, queryDim, config.hiddenDim, config.vocabSize),
      batch: sizes.batch,
      context: sizes.context,
      headDim: config.headDim,
    },
    memories,
    rank: team.rank,
    ranks: team.size,
  });
  const frequencies = inverseFrequencies(config.headDim, config.ropeTheta, config.ropeScaling);
  const engine = new Engine(arithmetic, team);
  const buffers = activationsIn(memories.activations.buffer, config, sizes, team.rank);
  const switches = new Switches(config);
  const transformer = new Transformer({
    ...{ config, tensors, embeddings, onTensor, engine, switches, buffers },
    caches: layerCaches(config, sizes.context, memories),
    rotary: rotaryTable(frequencies, sizes.context),
  });
  return { transformer, engine, switches, buffers, arithmetic };
}
