import { UserError } from "../common/errors.ts";
import { Control } from "../engine/team/control.ts";
import { Workers } from "../engine/team/workers.ts";
import type { ModelConfig } from "../model/config.ts";
import { inverseFrequencies, rotaryTable } from "../tensor/rope-frequencies.ts";
import { countTargets, planBatches, planOnce } from "./data/batch.ts";
import type { Samples } from "./data/samples.ts";
import { compileKernels, computeOver, createMemory } from "./kernels.ts";
import { matrixAt, numbersOf } from "./network/matrix.ts";
import { initialize, type Parameter } from "./network/parameters.ts";
import { layOut } from "./network/places.ts";
import { fillRotation } from "./operations/rotate.ts";
import type { TrainingSettings } from "./settings.ts";
import { type Results, stepNumbers, type TrainingStart } from "./start.ts";
import { chunksOf } from "./update.ts";
import { command, word } from "./words.ts";

/** What a step came to. */
export interface StepResult {
  /** Mean loss per target, in nats. */
  readonly loss: number;
  /** Length of the gradient before it was shortened. */
  readonly norm: number;
}

/** A network in training, its ranks waiting for work. */
export interface Trainer {
  readonly parameters: readonly Parameter[];
  /** All weights, one parameter after the other, and AdamW's running means; shared with the ranks. */
  readonly weights: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** Tokens that the steps [from, to) read. */
  tokens(from: number, to: number): number;
  /** Trains for the steps [from, to). */
  train(from: number, to: number): Promise<StepResult[]>;
  /** The mean loss per target of the samples that are held out. */
  evaluate(): Promise<number>;
  /** Ends the ranks. */
  close(): void;
}

/**
 * Prepares the training of a network from its first random weights.
 * @param ranks workers, at most as many as shards
 * @throws UserError when the kernels cannot compute a network of these sizes
 */
export async function createTrainer(
  config: ModelConfig,
  settings: TrainingSettings,
  ranks: number,
  samples: Samples,
  heldOut: Samples,
): Promise<Trainer> {
  checkSizes(config);
  const places = layOut(config, settings, ranks);
  const memory = createMemory(places.bytes);
  const module = compileKernels();
  const compute = computeOver(module, memory);
  const valuesAt = (address: number) => numbersOf(compute.floats, matrixAt(address, 1, places.size));
  const weights = valuesAt(places.weights);
  initialize(places.parameters, weights, settings.seed);
  const frequencies = inverseFrequencies(config.headDim, config.ropeTheta, config.ropeScaling);
  fillRotation(compute, rotaryTable(frequencies, settings.sequence), places.rotation);

  const plan = planBatches(samples, settings.steps * settings.shards, settings.batchTokens, settings.seed);
  const heldOutPlan = planOnce(heldOut, settings.batchTokens);
  const heldOutBatches = heldOutPlan.starts.length - 1;
  const results: Results = {
    losses: sharedNumbers(settings.shards),
    squares: sharedNumbers(chunksOf(places).length),
    steps: sharedNumbers(settings.steps * stepNumbers),
    evaluation: sharedNumbers(heldOutBatches),
  };
  const control = Control.create(ranks);
  const start: TrainingStart = {
    ...{ module, memory, config, settings, samples, plan, heldOut, heldOutPlan, results },
  };
  const workers = await Workers.start(new URL("rank.ts", import.meta.url), control, start);
  const heldOutTargets = countTargets(heldOut, heldOutPlan, 0, heldOutBatches);

  return {
    parameters: places.parameters,
    weights,
    m: valuesAt(places.m),
    v: valuesAt(places.v),
    tokens(from, to) {
      const chosen = plan.samples.subarray(
        plan.starts[from * settings.shards],
        plan.starts[to * settings.shards],
      );
      return chosen.reduce((sum, n) => sum + samples.starts[n + 1] - samples.starts[n], 0);
    },
    async train(from, to) {
      control.set(word.from, from);
      control.set(word.to, to);
      await workers.order(command.train);
      return Array.from({ length: to - from }, (_, i) => {
        const [loss, norm] = results.steps.subarray((from + i) * stepNumbers);
        return { loss, norm };
      });
    },
    async evaluate() {
      await workers.order(command.evaluate);
      return results.evaluation.reduce((a, b) => a + b, 0) / heldOutTargets;
    },
    close() {
      workers.close();
    },
  };
}

function checkSizes({ dim, hiddenDim, headDim, vocabSize }: ModelConfig): void {
  for (const [name, size] of Object.entries({ dim, hiddenDim, headDim, vocabSize })) {
    if (size % 4 === 0) continue;
    throw new UserError(`the kernels of the training take four numbers at once, and ${name} is ${size}`);
  }
}

function sharedNumbers(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(count * 8));
}
