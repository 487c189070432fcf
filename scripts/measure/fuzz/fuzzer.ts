import { join } from "node:path";
import type { Batch, Outcome, Problem } from "./try-batch.ts";

/** How many times as long as an input may take the fuzzer waits for one, because the machine may be busy. */
const inputPatience = 5;
/** The same for a batch. When it is over, the fuzzer looks for the input that is to blame. */
const batchPatience = 10;
/** A batch should take about so long, in milliseconds. */
const batchTime = 200;

/** What to try, and for how long. */
export interface Plan {
  /** The module that exports the targets. */
  readonly module: string;
  /** A folder for the workers' files. */
  readonly folder: string;
  /** Names of the targets; they take turns. */
  readonly targets: readonly string[];
  /** The first seed of each target. */
  readonly seed: number;
  /** The most inputs of all targets together. */
  readonly inputs: number;
  /** When to end, in milliseconds of `performance.now()`. */
  readonly end: number;
  readonly workers: number;
  /** How long an input may take, in milliseconds of CPU time. */
  readonly longestTime: number;
  /** How much memory a process may have that tries inputs. Bun, the program and the sample files take about 0.3 GB. */
  readonly mostBytes: number;
  readonly onProblem: (target: string, problem: Problem) => void;
}

/** What was tried of a target. */
export interface Tally {
  tried: number;
  refused: number;
  slowest: number;
  /** Milliseconds, of all workers together. */
  time: number;
  problems: number;
}

/** Tries inputs in worker processes until enough have been tried or the time is over. */
export class Fuzzer {
  readonly tallies: Map<string, Tally>;
  private left: number;
  private turn = 0;
  private readonly sizes = new Map<string, number>();
  private readonly nextSeed: Map<string, number>;

  constructor(private readonly plan: Plan) {
    const { targets, seed, inputs } = plan;
    this.left = inputs;
    this.nextSeed = new Map(targets.map((name) => [name, seed]));
    this.tallies = new Map(
      targets.map((name) => [name, { tried: 0, refused: 0, slowest: 0, time: 0, problems: 0 }]),
    );
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.plan.workers }, () => this.work()));
  }

  /** One worker after the other: a new one follows when one died or had to be stopped. */
  private async work(): Promise<void> {
    let worker = await WorkerProcess.start(this.plan);
    for (let batch = this.nextBatch(); batch !== undefined; batch = this.nextBatch()) {
      const started = performance.now();
      const outcome = await worker.try(batch, batchPatience * this.plan.longestTime);
      this.adapt(batch, performance.now() - started);
      if (outcome !== undefined) this.count(batch, outcome, performance.now() - started);
      if (outcome !== undefined && outcome.peakBytes <= this.plan.mostBytes) continue;
      worker.stop();
      await this.blame(batch);
      worker = await WorkerProcess.start(this.plan);
    }
    worker.stop();
  }

  private nextBatch(): Batch | undefined {
    if (this.left <= 0 || performance.now() >= this.plan.end) return undefined;
    const { targets } = this.plan;
    const target = targets[this.turn++ % targets.length];
    const count = Math.min(this.left, Math.round(this.sizes.get(target) ?? 20));
    const seed = this.nextSeed.get(target) ?? 0;
    this.nextSeed.set(target, seed + count);
    this.left -= count;
    return { target, seed, count, longestTime: this.plan.longestTime };
  }

  private adapt({ target, count }: Batch, time: number): void {
    const wanted = (count * batchTime) / Math.max(1, time);
    this.sizes.set(target, Math.min(5000, Math.max(1, Math.min(wanted, count * 4))));
  }

  private count({ target }: Batch, outcome: Outcome, time: number): void {
    const tally = this.tallies.get(target);
    if (tally === undefined) return;
    tally.tried += outcome.tried;
    tally.refused += outcome.refused;
    tally.slowest = Math.max(tally.slowest, outcome.slowest);
    tally.time += time;
    for (const problem of outcome.problems) this.report(target, problem);
  }

  /** Tries the inputs of a batch one by one, each in a new process, to find those that do not end or take too much memory. */
  private async blame({ target, seed, count, longestTime }: Batch): Promise<void> {
    const patience = inputPatience * longestTime;
    for (let i = 0; i < count; i++) {
      const worker = await WorkerProcess.start(this.plan);
      const outcome = await worker.try({ target, seed: seed + i, count: 1, longestTime }, patience);
      const hasDied = worker.hasDied;
      worker.stop();
      if (outcome === undefined) {
        const message = hasDied ? "ended the process" : `did not end within ${patience / 1000} s`;
        this.report(target, { seed: seed + i, message });
        return;
      }
      if (outcome.peakBytes > this.plan.mostBytes) {
        const message = `took ${(outcome.peakBytes / 1e9).toFixed(1)} GB of memory`;
        this.report(target, { seed: seed + i, message });
        return;
      }
    }
  }

  private report(target: string, problem: Problem): void {
    const tally = this.tallies.get(target);
    if (tally !== undefined) tally.problems++;
    this.plan.onProblem(target, problem);
  }
}

/** A process that tries batches. */
class WorkerProcess {
  private answer: ((outcome: Outcome | undefined) => void) | undefined;
  hasDied = false;

  private constructor(private readonly child: Bun.Subprocess) {}

  static async start({ module, folder }: Plan): Promise<WorkerProcess> {
    const ready = Promise.withResolvers<void>();
    let worker: WorkerProcess | undefined;
    const child = Bun.spawn([process.execPath, join(import.meta.dir, "worker.ts"), module], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, LLAMA_NB_FUZZ_FOLDER: folder },
      ipc: (message: Outcome | "ready") => {
        if (message === "ready") ready.resolve();
        else worker?.settle(message);
      },
      onExit: () => {
        ready.reject(new Error("a worker ended before it began"));
        if (worker === undefined) return;
        worker.hasDied = true;
        worker.settle(undefined);
      },
    });
    worker = new WorkerProcess(child);
    await ready.promise;
    return worker;
  }

  /** Tries a batch. @returns undefined if the process dies or does not answer in time, in milliseconds */
  async try(batch: Batch, patience: number): Promise<Outcome | undefined> {
    const { promise, resolve } = Promise.withResolvers<Outcome | undefined>();
    this.answer = resolve;
    const timer = setTimeout(() => this.settle(undefined), patience);
    if (this.hasDied) this.settle(undefined);
    else this.child.send(batch);
    const outcome = await promise;
    clearTimeout(timer);
    return outcome;
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }

  private settle(outcome: Outcome | undefined): void {
    this.answer?.(outcome);
    this.answer = undefined;
  }
}
