import { type RankStart, type RankWork, rankMain } from "../engine/team/rank-main.ts";
import type { Team } from "../engine/team/team.ts";
import { batchOf, countTargets } from "./data/batch.ts";
import { type Compute, computeOver } from "./kernels.ts";
import { backward, forward } from "./network/backpropagation.ts";
import { matrixAt } from "./network/matrix.ts";
import type { Network } from "./network/network-state.ts";
import { type NetworkParameters, parametersAt } from "./network/parameters.ts";
import { layOut, type Places } from "./network/places.ts";
import { stepNumbers, type TrainingStart } from "./start.ts";
import { chunksOf, chunksOfRank, sumGradients, updateWeights } from "./update.ts";
import { command, word } from "./words.ts";

// A rank of the team that trains: the entry of a worker. Between commands, the ranks go through the steps on their own.

/** A rank at work. */
interface Rank {
  readonly start: TrainingStart;
  readonly team: Team;
  readonly places: Places;
  readonly compute: Compute;
  readonly network: Network;
  /** The gradients of every shard. */
  readonly gradients: readonly NetworkParameters[];
}

rankMain((start: TrainingStart & RankStart, team, control): RankWork => {
  const rank = createRank(start, team);
  return {
    execute(kind) {
      if (kind === command.train) train(rank, control.get(word.from), control.get(word.to));
      else evaluate(rank);
    },
  };
});

function createRank(start: TrainingStart, team: Team): Rank {
  const { config, settings } = start;
  const places = layOut(config, settings, team.size);
  const compute = computeOver(start.module, start.memory);
  const weights = parametersAt(places.parameters, places.weights);
  const network = { config, compute, weights, rotation: places.rotation, tape: places.tapes[team.rank] };
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
    team.barrier();
    sumGradients(compute, places, shards, chunks, own, results.squares);
    team.barrier();
    const norm = Math.sqrt(sum(results.squares));
    if (team.rank === 0) results.steps.set([sum(results.losses) / targets, norm], step * stepNumbers);
    updateWeights(compute, places, settings, chunks, own, step, norm);
    team.barrier();
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
