import { describe, expect, test } from "bun:test";
import { inverseFrequencies, rotaryTable } from "../../src/tensor/rope-frequencies.ts";
import { compileKernels, computeOver, createMemory } from "../../src/training/kernels.ts";
import { backward, forward } from "../../src/training/network/backpropagation.ts";
import type { Network } from "../../src/training/network/network-state.ts";
import { parametersAt } from "../../src/training/network/parameters.ts";
import { layOut } from "../../src/training/network/places.ts";
import { fillRotation } from "../../src/training/operations/rotate.ts";
import { defaultSettings, type TrainingSettings } from "../../src/training/settings.ts";
import { chunksOf, sumGradients, updateWeights } from "../../src/training/update.ts";
import { batchOfSequences, config, difference, fixture, stored } from "./fixture.ts";

const settings: TrainingSettings = {
  ...defaultSettings,
  ...fixture.adamw.settings,
  ...{ shards: 2, batchTokens: 96, sequence: 80, finalShare: 1, warmUpSteps: 0 },
};

/** The fixture's network with the weights it began with. */
function tinyNetwork() {
  const places = layOut(config, settings, 1);
  const compute = computeOver(compileKernels(), createMemory(places.bytes));
  const network: Network = {
    config,
    compute,
    weights: parametersAt(places.parameters, places.weights),
    rotation: places.rotation,
    tape: places.tapes[0],
  };
  const table = rotaryTable(inverseFrequencies(config.headDim, config.ropeTheta), settings.sequence);
  fillRotation(compute, table, places.rotation);
  /** The numbers of a parameter, in a row of all parameters that begins at an address. */
  const values = (address: number, name: string) => {
    const found = places.parameters.find((parameter) => parameter.name === name);
    if (found === undefined) throw new Error(`no parameter ${name}`);
    const from = address / 4 + found.offset;
    return compute.floats.subarray(from, from + found.size);
  };
  for (const [name, weight] of Object.entries(fixture.weights)) {
    values(places.weights, name).set(stored(weight));
  }
  return { places, compute, network, values };
}

function targetsOf(batch: { targets: Int32Array }): number {
  return batch.targets.filter((target) => target >= 0).length;
}

describe("against PyTorch", () => {
  test("loss and the gradients of all weights", () => {
    const { places, network, values } = tinyNetwork();
    const batch = batchOfSequences(fixture.gradient.batch);
    const targets = targetsOf(batch);
    const loss = forward(network, batch, 1 / targets) / targets;
    expect(Math.abs(loss - fixture.gradient.loss)).toBeLessThan(1e-6);
    backward(network, batch, parametersAt(places.parameters, places.gradients));
    const entries = Object.entries(fixture.gradient.gradients);
    expect(entries.length).toBe(places.parameters.length);
    for (const [name, gradient] of entries) {
      const want = stored(gradient);
      expect(want.some((value) => Math.abs(value) > 1e-3)).toBe(true);
      expect([name, difference(values(places.gradients, name), want) < 1e-6]).toEqual([name, true]);
    }
  });

  test("three steps of AdamW, the gradient summed over two shards", () => {
    const { places, compute, network, values } = tinyNetwork();
    const chunks = chunksOf(places);
    const squares = new Float64Array(chunks.length);
    const all = [0, chunks.length] as const;
    for (const [
      step,
      { batch: sequences, loss: wantedLoss, norm: wantedNorm },
    ] of fixture.adamw.steps.entries()) {
      const targets = targetsOf(batchOfSequences(sequences));
      let loss = 0;
      for (const [shard, part] of [sequences.slice(0, 1), sequences.slice(1)].entries()) {
        const address = places.gradients + shard * places.shardBytes;
        compute.floats.fill(0, address / 4, address / 4 + places.size);
        const batch = batchOfSequences(part);
        loss += forward(network, batch, 1 / targets);
        backward(network, batch, parametersAt(places.parameters, address));
      }
      expect(Math.abs(loss / targets - wantedLoss)).toBeLessThan(1e-5);
      sumGradients(compute, places, settings.shards, chunks, all, squares);
      const norm = Math.sqrt(squares.reduce((a, b) => a + b));
      expect(Math.abs(norm / wantedNorm - 1)).toBeLessThan(1e-5);
      updateWeights(compute, places, settings, chunks, all, step, norm);
    }
    for (const [name, weight] of Object.entries(fixture.adamw.weights)) {
      expect([name, difference(values(places.weights, name), stored(weight)) < 1e-5]).toEqual([name, true]);
    }
  });
});
