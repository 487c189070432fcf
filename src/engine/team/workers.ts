import { UserError } from "../../common/errors.ts";
import { type Control, leave, word } from "./control.ts";
import type { RankFailure, RankReport, RankStart } from "./rank-main.ts";
import { Interrupted } from "./team.ts";

/** The workers of a team, as the main thread sees them. The main thread itself computes nothing and stays responsive. */
export class Workers {
  /** Why the team cannot go on. */
  private failure: Error | undefined;
  private readonly workers: Worker[] = [];
  private isLeaving = false;

  private constructor(
    readonly control: Control,
    private readonly onMessage: (data: unknown, rank: number) => void,
  ) {}

  /**
   * Starts a worker for each rank and waits until all are ready.
   * @param url of the worker's entry, which calls `rankMain`
   * @param start what each rank is told beside its number
   * @param onMessage called with what a rank sends beside the reports of `rankMain`
   * @throws UserError when a rank cannot get ready and says so for the person at the keyboard
   */
  static async start<Start extends object>(
    url: URL,
    control: Control,
    start: Start,
    onMessage: (data: unknown, rank: number) => void = () => {},
  ): Promise<Workers> {
    const workers = new Workers(control, onMessage);
    const ready = Array.from({ length: control.ranks }, (_, rank) => {
      const worker = new Worker(url.href);
      workers.workers.push(worker);
      const message: Start & RankStart = { ...start, rank, ranks: control.ranks, control: control.buffer };
      worker.postMessage(message);
      return workers.listen(worker, rank);
    });
    try {
      await Promise.all(ready);
    } catch (error) {
      workers.close();
      throw error;
    }
    return workers;
  }

  /**
   * Gives all ranks a command, and waits until they have carried it out.
   * @param kind above 0; what it means is a matter of the ranks
   * @throws Interrupted after `interrupt()`, Error when a rank has failed or its worker has ended
   */
  async order(kind: number): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    const { control } = this;
    control.set(word.kind, kind);
    control.set(word.stopRequested, 0);
    control.set(word.stopAgreed, 0);
    const done = control.get(word.done);
    control.add(word.commands, 1);
    control.wake(word.commands);
    await control.changed(word.done, done);
    if (this.failure !== undefined) throw this.failure;
    if (control.get(word.stopRequested) === 1) throw new Interrupted();
  }

  /** Lets the present command end at the next barrier. */
  interrupt(): void {
    this.control.set(word.stopRequested, 1);
  }

  /** Ends the workers. */
  close(): void {
    this.isLeaving = true;
    // A worker asleep in Atomics.wait cannot be terminated
    this.release();
    for (const worker of this.workers) worker.terminate();
  }

  /** Resolves when the rank is ready, rejects when it fails before that. */
  private listen(worker: Worker, rank: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = (error: Error): void => {
      if (this.isLeaving) return;
      this.failure ??= error;
      reject(error);
      this.release();
    };
    worker.addEventListener("message", ({ data }: MessageEvent<RankReport>) => {
      if (data.kind === "ready") resolve();
      else if (data.kind === "failed") fail(errorOf(data));
      else this.onMessage(data, rank);
    });
    worker.addEventListener("error", ({ message }) => fail(new Error(`worker ${rank} failed: ${message}`)));
    worker.addEventListener("close", () => {
      fail(new UserError(`worker ${rank} ended unexpectedly, perhaps for lack of memory; run it again`));
    });
    return promise;
  }

  /** Wakes everyone, wherever they wait, and makes them give up. */
  private release(): void {
    const { control } = this;
    control.set(word.failed, 1);
    control.set(word.kind, leave);
    for (const index of [word.barriers, word.commands, word.done]) {
      control.add(index, 1);
      control.wake(index);
    }
  }
}

function errorOf({ message, stack, user }: RankFailure): Error {
  const error = user === undefined ? new Error(message) : new UserError(message, 1, user);
  error.stack = stack;
  return error;
}
