import { afterEach, expect, test } from "bun:test";
import { join } from "node:path";
import { createRandom } from "../../src/generate/random.ts";
import type { Samples } from "../../src/training/data/samples.ts";
import { runTraining } from "../../src/training/run.ts";
import { defaultSettings, type TrainingSettings } from "../../src/training/settings.ts";
import { loadState, type Progress, saveState } from "../../src/training/state.ts";
import { createTrainer, type Trainer } from "../../src/training/trainer.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { config } from "./fixture.ts";

const settings: TrainingSettings = {
  ...defaultSettings,
  ...{ seed: 3, steps: 40, shards: 3, batchTokens: 64, sequence: 32, learningRate: 0.02, warmUpSteps: 4 },
};
const intervals = { point: 5, heldOut: 20 };
const fresh: Progress = { steps: 0, curve: [] };

/** Sequences that count upwards from somewhere: what comes next can be learned but for the first token. */
function counting(seed: number, count: number): Samples {
  const random = createRandom(seed);
  const lengths = Array.from({ length: count }, () => 8 + 4 * Math.floor(random() * 6));
  const starts = [0, ...lengths.map((_, n) => lengths.slice(0, n + 1).reduce((a, b) => a + b))];
  const tokens = lengths.flatMap((length) => {
    const first = Math.floor(random() * config.vocabSize);
    return Array.from({ length }, (_, i) => (first + i) % config.vocabSize);
  });
  const targets = tokens.map((token) => (token + 1) % config.vocabSize);
  const shared = (values: number[]) => {
    const integers = new Int32Array(new SharedArrayBuffer(values.length * 4));
    integers.set(values);
    return integers;
  };
  return { tokens: shared(tokens), targets: shared(targets), starts: shared(starts) };
}

const open: Trainer[] = [];
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.close();
});

async function trainer(ranks: number): Promise<Trainer> {
  const created = await createTrainer(config, settings, ranks, counting(1, 50), counting(2, 10));
  open.push(created);
  return created;
}

test("the loss falls, of what is trained on and of what is held out", async () => {
  const curve = await runTraining(await trainer(2), settings, intervals, fresh, () => {});
  expect(curve.map(({ step }) => step)).toEqual([5, 10, 15, 20, 25, 30, 35, 40]);
  expect(curve[0].loss).toBeGreaterThan(2.5);
  expect(curve[7].loss).toBeLessThan(0.5);
  expect(curve[7].heldOut).toBeLessThan(0.5);
});

test("the same bits for any number of ranks", async () => {
  const weights = [];
  for (const ranks of [1, 2, 3]) {
    const one = await trainer(ranks);
    await one.train(0, 8);
    weights.push(one.weights.slice());
  }
  expect(weights[1]).toEqual(weights[0]);
  expect(weights[2]).toEqual(weights[0]);
});

test("a rank that fails ends the training with its error", async () => {
  const failing = await trainer(2);
  // There is no place for the result of a step beyond the last, which rank 0 finds out
  const message = failing.train(settings.steps, settings.steps + 1).then(
    () => "no error",
    (error: Error) => error.message,
  );
  expect(await message).not.toBe("no error");
});

test("a training that was saved and resumed ends as one that ran through", async () => {
  const through = await trainer(2);
  const curve = await runTraining(through, settings, intervals, fresh, () => {});

  const path = join(temporaryFolder(), "state.pth");
  const choices = Object.values(settings);
  const first = await trainer(2);
  await runTraining(first, settings, intervals, fresh, (points) => {
    const { step } = points[points.length - 1];
    if (step === 15) saveState(path, choices, first, { steps: step, curve: points });
  });
  const second = await trainer(1);
  const resumed = await runTraining(second, settings, intervals, loadState(path, choices, second), () => {});
  expect(second.weights).toEqual(through.weights);
  expect(resumed).toEqual(curve);
  expect(() => loadState(path, choices.with(0, 4), second)).toThrow(/is of a training with other settings/);
});
