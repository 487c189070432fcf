import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { UserError } from "../../common/errors.ts";
import { attentionScratch } from "../../engine/simd/attention.ts";
import { Control, command, word } from "../../engine/team/control.ts";
import { Interrupted } from "../../engine/team/team.ts";
import { type BufferSizes, Buffers, createMemories } from "../buffers.ts";
import type { ModelConfig } from "../config.ts";
import type { RankReport, RankStart } from "./rank.ts";

/** How a network is to be run. */
export interface ParallelOptions {
  readonly engine: RankStart["engine"];
  readonly weights: RankStart["weights"];
  /** With weights "auto": bytes that may become copies. */
  readonly copyLimit?: number;
  readonly sizes: BufferSizes;
}

const progressInterval = 50;

/** A network that runs on a team of workers, as the main thread sees it; the main thread itself stays free. */
export class ParallelTransformer {
  /** Why the team cannot go on. */
  private failure: Error | undefined;
  private readonly control: Control;
  private readonly workers: Worker[] = [];
  private readonly logits: Float32Array;
  private isLeaving = false;

  private constructor(
    readonly config: ModelConfig,
    readonly options: ParallelOptions,
    tensors: ReadonlyMap<string, TensorInfo>,
  ) {
    const { sizes } = options;
    const memories = createMemories(config, sizes, attentionScratch(config.headDim, sizes.context));
    this.logits = new Buffers(config, sizes, memories, 0).of(1).logits.flat.data;
    this.control = Control.create(sizes.ranks, sizes.batch);
    for (let rank = 0; rank < sizes.ranks; rank++) {
      const worker = new Worker(new URL("./rank.ts", import.meta.url).href);
      this.workers.push(worker);
      const start: RankStart = {
        rank,
        control: this.control.buffer,
        config,
        tensors,
        memories,
        sizes,
        engine: options.engine,
        weights: options.weights,
        copyLimit: (options.copyLimit ?? 0) / sizes.ranks,
      };
      worker.postMessage(start);
    }
  }

  /**
   * Starts the workers and waits until each has its share of the weights.
   * @param onProgress called now and then with the part that is loaded, from 0 to 1
   * @throws UserError when a file fails, or the memory does not suffice
   */
  static async start(
    config: ModelConfig,
    tensors: ReadonlyMap<string, TensorInfo>,
    options: ParallelOptions,
    onProgress: (part: number) => void = () => {},
  ): Promise<ParallelTransformer> {
    const transformer = new ParallelTransformer(config, options, tensors);
    const total = tensors.size * options.sizes.ranks;
    const progress = setInterval(() => {
      onProgress(Math.min(1, transformer.control.get(word.loaded) / total));
    }, progressInterval);
    try {
      await Promise.all(transformer.workers.map((worker, rank) => transformer.listen(worker, rank)));
    } catch (error) {
      transformer.close();
      throw error;
    } finally {
      clearInterval(progress);
    }
    return transformer;
  }

  /** How the weights are held by now, whatever was asked for: "ram" when all are copies. */
  get weights(): RankStart["weights"] {
    return this.control.get(word.copied) === this.control.ranks ? "ram" : this.options.weights;
  }

  /** How many layers of the present forward pass are done. */
  get layersDone(): number {
    return this.control.get(word.layer);
  }

  /**
   * Reads tokens at the positions from `position` on, at most a batch of them.
   * @returns the scores of every token to come next [vocabulary], which hold until the next call; meaningless unless
   * `wantsLogits`
   * @throws Interrupted after `interrupt()`, Error when a rank has failed
   */
  async forward(tokens: readonly number[], position: number, wantsLogits = true): Promise<Float32Array> {
    const { control } = this;
    control.tokens.set(tokens);
    control.set(word.tokens, tokens.length);
    control.set(word.position, position);
    control.set(word.layer, 0);
    await this.order(wantsLogits ? command.forwardForLogits : command.forward);
    if (control.get(word.stopRequested) === 1) throw new Interrupted();
    return this.logits;
  }

  /** How fast the workers together read memory, bytes a second: what decoding could reach at best. */
  async readSpeed(): Promise<number> {
    await this.order(command.readMemory);
    return this.control.get(word.readSpeed) * 1e6;
  }

  /** Lets the present forward pass end early; its tokens then count as not read. */
  interrupt(): void {
    this.control.set(word.stopRequested, 1);
  }

  /** Ends the workers. */
  close(): void {
    this.isLeaving = true;
    // A worker asleep in Atomics.wait cannot be terminated
    this.control.set(word.kind, command.leave);
    this.release();
    for (const worker of this.workers) worker.terminate();
  }

  /** Gives the ranks a command, and waits until they have carried it out. @throws Error when a rank has failed */
  private async order(kind: number): Promise<void> {
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
  }

  /** Resolves when the rank is ready, rejects when it fails before. */
  private listen(worker: Worker, rank: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = (error: Error): void => {
      if (this.isLeaving) return;
      this.failure ??= error;
      reject(error);
      this.release();
    };
    worker.onmessage = ({ data }: MessageEvent<RankReport>) => {
      if (data.kind === "ready") resolve();
      else fail(rankError(data));
    };
    worker.onerror = ({ message }) => fail(new Error(`worker ${rank} failed: ${message}`));
    worker.addEventListener("close", () =>
      fail(new UserError(`worker ${rank} ended unexpectedly; run it again`)),
    );
    return promise;
  }

  /** Wakes everyone, wherever they wait, and makes them give up. */
  private release(): void {
    const { control } = this;
    control.set(word.failed, 1);
    control.set(word.kind, command.leave);
    for (const index of [word.meetings, word.commands, word.done]) {
      control.add(index, 1);
      control.wake(index);
    }
  }
}

function rankError(report: Extract<RankReport, { kind: "failed" }>): Error {
  const { isForUser, message, remedy } = report;
  const error = isForUser ? new UserError(message, 1, { remedy }) : new Error(message);
  error.stack = report.stack;
  return error;
}
