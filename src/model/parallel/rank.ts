import type { Control } from "../../engine/team/control.ts";
import { type RankStart, type RankWork, rankMain } from "../../engine/team/rank-main.ts";
import type { WorkerTeam } from "../../engine/team/worker-team.ts";
import { createNetwork, type Network } from "../create-network.ts";
import { Copying } from "./copying.ts";
import { measureReadSpeed } from "./memory-speed.ts";
import { RankObserver } from "./rank-observer.ts";
import { type RankOptions, readSettings } from "./settings.ts";
import { TraceRecorder } from "./trace-recorder.ts";
import { command, word } from "./words.ts";

// A rank of a network's team: the entry of a worker. It loads its share of the weights, then obeys the main thread.

rankMain((start: RankOptions & RankStart, team, control) => new NetworkRank(start, team, control));

/** A rank at work. */
class NetworkRank implements RankWork {
  private readonly network: Network;
  private readonly copying: Copying;
  private readonly progress: ((layers: number) => void) | undefined;
  private readonly recorder: TraceRecorder | undefined;
  private observer: RankObserver | undefined;

  constructor(
    start: RankOptions & RankStart,
    private readonly team: WorkerTeam,
    private readonly control: Control,
  ) {
    this.recorder = start.isTraced ? new TraceRecorder(team.rank) : undefined;
    const watched = this.recorder?.watch(team) ?? team;
    this.network = createNetwork(start, watched, () => control.add(word.loaded, 1));
    this.network.engine.onStep = this.recorder && ((step) => this.recorder?.step(step));
    this.copying = new Copying(this.network.arithmetic, control);
    if (team.rank === 0) this.progress = (layers) => control.set(word.layer, layers);
  }

  execute(kind: number): void {
    if (kind === command.forward) this.forward();
    else if (kind === command.predict) this.predict();
    else if (kind === command.configure) this.configure();
    else measureReadSpeed(this.network.arithmetic, this.control, this.team);
  }

  afterwards(kind: number): void {
    // The answer has gone out already, but the next token waits for this: it is done in small portions
    if (kind === command.forward && this.control.get(word.logits) > 0) this.copying.goOn();
  }

  private forward(): void {
    const { control, observer, progress, recorder } = this;
    const { transformer } = this.network;
    const tokens = control.data.subarray(0, control.get(word.tokens));
    const results = control.get(word.results);
    const logits = control.get(word.logits);
    const position = control.get(word.position);
    recorder?.begin();
    observer?.start();
    const x = transformer.forward(tokens, position, { results, observer, progress });
    if (x !== undefined && logits > 0) transformer.predict(x.last(logits), observer);
    observer?.end();
    recorder?.end(tokens.length, position);
  }

  private predict(): void {
    const { transformer, buffers } = this.network;
    transformer.predict(buffers.x.first(this.control.get(word.tokens)));
  }

  private configure(): void {
    const { without, look } = readSettings(this.control);
    this.network.switches.set(without);
    this.observer = look === undefined ? undefined : new RankObserver(this.team.rank, look);
  }
}
