import type { ModelConfig } from "../../model/config.ts";
import type { RotationTable } from "../operations/rotate.ts";
import type { TrainingSettings } from "../settings.ts";
import { Layout } from "./matrix.ts";
import { listParameters, type Parameter, parameterCount } from "./parameters.ts";
import { createTape, type Tape } from "./tape.ts";

/** Where everything lies in the memory that all ranks share; byte addresses. Every rank computes the same. */
export interface Places {
  readonly parameters: readonly Parameter[];
  /** How many numbers they have: so many each of weights, moments and every shard's gradients. */
  readonly size: number;
  readonly weights: number;
  /** AdamW's running means of the gradient and of its square. */
  readonly m: number;
  readonly v: number;
  /** The first shard's gradients; the others' follow, `shardBytes` apart. */
  readonly gradients: number;
  readonly shardBytes: number;
  readonly rotation: RotationTable;
  /** Of every rank. */
  readonly tapes: readonly Tape[];
  /** How large the memory must be. */
  readonly bytes: number;
}

/** Lays out the memory for so many ranks. */
export function layOut(config: ModelConfig, settings: TrainingSettings, ranks: number): Places {
  const layout = new Layout();
  const parameters = listParameters(config);
  const size = parameterCount(parameters);
  const weights = layout.reserve(size);
  const m = layout.reserve(size);
  const v = layout.reserve(size);
  const gradients = layout.end;
  layout.reserve(size);
  const shardBytes = layout.end - gradients;
  for (let shard = 1; shard < settings.shards; shard++) layout.reserve(size);
  const table = () => layout.matrix(settings.sequence, config.headDim);
  const rotation = { cos: table(), sin: table() };
  const capacity = { tokens: settings.batchTokens, sequence: settings.sequence };
  const tapes = Array.from({ length: ranks }, () => createTape(config, capacity, layout));
  return {
    ...{ parameters, size, weights, m, v, gradients, shardBytes, rotation, tapes },
    bytes: layout.end,
  };
}
