/// <reference lib="webworker" />
import { Control, word } from "../engine/team/control.ts";
import { WorkerTeam } from "../engine/team/worker-team.ts";
import { batchOf, countTargets } from "./data/batch.ts";
import { type Compute, computeOver } from "./kernels.ts";
import { type RankCommand, type RankReport, type RankStart, stepNumbers } from "./messages.ts";
import { matrixAt } from "./network/matrix.ts";
import { backward, forward } from "./network/network.ts";
import type { Network } from "./network/network-state.ts";
import { type NetworkParameters, parametersAt } from "./network/parameters.ts";
import { layOut, type Places } from "./network/places.ts";
import { chunksOf, chunksOfRank, sumGradients, updateWeights } from "./update.ts";

// A rank of the team that trains: the entry of a worker. Between messages, the ranks go through the steps on their own.

/** A rank at work. */
interface Rank {
  readonly start: RankStart;
  readonly team: WorkerTeam;
  readonly places: Places;
  readonly compute: Compute;
  readonly network: Network;
  /** Of every shard. */
  readonly gradients: readonly NetworkParameters[];
}

function createRank(start: RankStart): Rank {
  const { rank, ranks, config, settings } = start;
  const team = new WorkerTeam(new Control(start.control, ranks), rank);
  const places = layOut(config, settings, ranks);
  const compute = computeOver(start.module, start.memory);
  const weights = parametersAt(places.parameters, places.weights);
  const network = { config, compute, weights, rotation: places.rotation, tape: places.tapes[rank] };
  const gradients = Array.from({ length: settings.shards }, (_, shard) => {
    return parametersAt(places.parameters, places.gradients + shard * places.shardBytes);
  });
  return { start, team, places, compute, network, gradients };
}

/** Trains for the steps [from, to). Every rank computes some shards' gradients, then updates its share of the weights. */
function train({ start, team, places, compute, network, gradients }: Rank, from: number, to: number): void {
  const { settings, samples, plan, results } = start;
  const { shards } = settings;
  const chunks = chunksOf(places);
  const own = chunksOfRank(chunks, team);
  for (let step = from; step < to; step++) {
    const targets = countTargets(samples, plan, step * shards, (step + 1) * shards);
    for (let shard = team.rank; shard < shards; shard += team.size) {
      const batch = batchOf(samples, plan, step * shards + shard);
      const place = matrixAt(places.gradients + shard * places.shardBytes, 1, places.size);
      compute.floats.fill(0, place.address / 4, place.address / 4 + places.size);
      results.losses[shard] = forward(network, batch, 1 / targets);
      backward(network, batch, gradients[shard]);
    }
    team.meet();
    sumGradients(compute, places, shards, chunks, own, results.squares);
    team.meet();
    const norm = Math.sqrt(sum(results.squares));
    if (team.rank === 0) results.steps.set([sum(results.losses) / targets, norm], step * stepNumbers);
    updateWeights(compute, places, settings, chunks, own, step, norm);
    team.meet();
  }
}

/** The loss of the samples that are held out. */
function evaluate({ start, team, network }: Rank): void {
  const { heldOut, heldOutPlan, results } = start;
  for (let batch = team.rank; batch < results.evaluation.length; batch += team.size) {
    results.evaluation[batch] = forward(network, batchOf(heldOut, heldOutPlan, batch), 1);
  }
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}

function report(message: RankReport): void {
  postMessage(message);
}

let current: Rank | undefined;

self.onmessage = ({ data }: MessageEvent<RankStart | RankCommand>) => {
  try {
    if (data.kind === "start") current = createRank(data);
    else if (current === undefined) throw new Error("a command came before the start");
    else if (data.kind === "train") train(current, data.from, data.to);
    else evaluate(current);
    report({ kind: "done" });
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    if (current !== undefined) fail(current.start);
    report({ kind: "failed", message, stack });
  }
};

/** Lets the other ranks know, so that they do not wait for this one. */
function fail({ control: buffer, ranks }: RankStart): void {
  const control = new Control(buffer, ranks);
  control.set(word.failed, 1);
  control.add(word.meetings, 1);
  control.wake(word.meetings);
}
