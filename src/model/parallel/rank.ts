import type { Arithmetic } from "../../engine/arithmetic.ts";
import type { Control } from "../../engine/team/control.ts";
import { type RankStart, type RankWork, rankMain } from "../../engine/team/rank-main.ts";
import type { WorkerTeam } from "../../engine/team/worker-team.ts";
import { createNetwork, type NetworkOptions } from "../create-network.ts";
import { command, word } from "./words.ts";

// A rank of a network's team: the entry of a worker. It loads its share of the weights, then obeys the main thread.

/** Bytes of weights that each rank copies after a token: about a tenth of a second's work. */
const copiedPerToken = 2 ** 28;

const readRounds = 8;

rankMain((start: NetworkOptions & RankStart, team, control): RankWork => {
  const { transformer, arithmetic } = createNetwork(start, team, () => control.add(word.loaded, 1));
  const progress = team.rank === 0 ? (layers: number) => control.set(word.layer, layers) : undefined;
  const copying = new Copying(arithmetic, control);
  return {
    execute(kind) {
      if (kind === command.readMemory) {
        measureReadSpeed(arithmetic, control, team);
        return;
      }
      const tokens = control.data.subarray(0, control.get(word.tokens));
      const results = kind === command.forwardForLogits ? 1 : 0;
      const x = transformer.forward(tokens, control.get(word.position), { results, progress });
      if (x !== undefined) transformer.predict(x);
    },
    afterwards(kind) {
      // The answer has gone out already, but the next token waits for this: it is done in small portions
      if (kind === command.forwardForLogits) copying.goOn();
    },
  };
});

/** Weights that become copies while the model answers. */
class Copying {
  private isDone = false;

  constructor(
    private readonly arithmetic: Arithmetic,
    private readonly control: Control,
  ) {
    this.checkDone();
  }

  goOn(): void {
    if (this.isDone) return;
    this.arithmetic.copyPages(copiedPerToken);
    this.checkDone();
  }

  private checkDone(): void {
    this.isDone = !this.arithmetic.hasPages;
    if (this.isDone) this.control.add(word.copied, 1);
  }
}

/** Lets all ranks read memory at once, as fast as they can, and notes the speed. */
function measureReadSpeed(arithmetic: Arithmetic, control: Control, team: WorkerTeam): void {
  const read = arithmetic.prepareMemoryRead();
  let best = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (let round = 0; round < readRounds; round++) {
    team.barrierToTheEnd();
    const started = performance.now();
    bytes = read();
    team.barrierToTheEnd();
    best = Math.min(best, performance.now() - started);
  }
  if (team.rank === 0) control.set(word.readSpeed, (bytes * team.size) / 1e6 / (best / 1000));
}
