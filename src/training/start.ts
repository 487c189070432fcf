import type { ModelConfig } from "../model/config.ts";
import type { BatchPlan } from "./data/batch.ts";
import type { Samples } from "./data/samples.ts";
import type { TrainingSettings } from "./settings.ts";

/** What ranks and main thread share beside the memory of the kernels. */
export interface Results {
  /** Of each shard of a step: the sum of its losses. */
  readonly losses: Float64Array;
  /** Of each chunk of parameters: the sum of the squares of its gradient. */
  readonly squares: Float64Array;
  /** Of each step: mean loss per target, and length of the gradient before it was shortened. */
  readonly steps: Float64Array;
  /** Of each batch of an evaluation: the sum of its losses. */
  readonly evaluation: Float64Array;
}

/** Numbers of `Results.steps` for each step. */
export const stepNumbers = 2;

/** What the main thread tells every rank at its start. */
export interface TrainingStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly config: ModelConfig;
  readonly settings: TrainingSettings;
  readonly samples: Samples;
  readonly plan: BatchPlan;
  readonly heldOut: Samples;
  readonly heldOutPlan: BatchPlan;
  readonly results: Results;
}
