import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { UserError } from "../../common/errors.ts";
import { cacheScratch } from "../../engine/create-arithmetic.ts";
import type { EngineName } from "../../engine/engine-names.ts";
import { Control } from "../../engine/team/control.ts";
import { Workers } from "../../engine/team/workers.ts";
import type { WeightsMode } from "../../engine/weights-mode.ts";
import { activationsIn } from "../activations.ts";
import type { ModelConfig } from "../config.ts";
import type { NetworkOptions } from "../create-network.ts";
import { createMemories, type NetworkSizes } from "../memories.ts";
import { embeddingBytes } from "../weight-plan.ts";
import { command, word } from "./words.ts";

/** How a network is to be run. */
export interface ParallelOptions {
  readonly engine: EngineName;
  readonly weights: WeightsMode;
  /** With weights "auto": bytes that may become copies. */
  readonly copyLimit?: number;
  readonly sizes: NetworkSizes;
}

const progressInterval = 50;

/** A network that runs on a team of workers, as the main thread sees it; the main thread itself stays free. */
export class ParallelTransformer {
  private constructor(
    readonly config: ModelConfig,
    readonly options: ParallelOptions,
    private readonly control: Control,
    private readonly workers: Workers,
    /** [vocabulary], of the last token. */
    private readonly logits: Float32Array,
  ) {}

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
    const { sizes, engine, weights, copyLimit = 0 } = options;
    const { context, batch, ranks } = sizes;
    const memories = createMemories(config, sizes, cacheScratch(engine, config.headDim, context));
    const control = Control.create(ranks, batch);
    const start: NetworkOptions = {
      ...{ config, tensors, sizes, memories, engine, weights },
      embeddings: weights === "ram" ? embeddingMemory(tensors) : undefined,
      copyLimit: copyLimit / ranks,
    };
    const total = tensors.size * ranks;
    const progress = setInterval(() => {
      onProgress(Math.min(1, control.get(word.loaded) / total));
    }, progressInterval);
    try {
      const workers = await Workers.start(new URL("./rank.ts", import.meta.url), control, start);
      const { logits } = activationsIn(memories.activations.buffer, config, sizes, 0);
      return new ParallelTransformer(config, options, control, workers, logits.row(0));
    } finally {
      clearInterval(progress);
    }
  }

  /** How the weights are held by now, whatever was asked for: "ram" when all are copies. */
  get weights(): WeightsMode {
    return this.control.get(word.copied) === this.control.ranks ? "ram" : this.options.weights;
  }

  /** How many layers of the present forward pass are done. */
  get layersDone(): number {
    return this.control.get(word.layer);
  }

  /**
   * Reads tokens at the positions from `position` on, at most a batch of them.
   * @returns the scores of every token to come next [vocabulary], valid until the next call; meaningless unless
   * `wantsLogits`
   * @throws Interrupted after `interrupt()`, Error when a rank has failed
   */
  async forward(tokens: readonly number[], position: number, wantsLogits = true): Promise<Float32Array> {
    const { control } = this;
    control.data.set(tokens);
    control.set(word.tokens, tokens.length);
    control.set(word.position, position);
    control.set(word.layer, 0);
    await this.workers.order(wantsLogits ? command.forwardForLogits : command.forward);
    return this.logits;
  }

  /** How fast the workers together read memory, bytes a second: the most that decoding could reach. */
  async readSpeed(): Promise<number> {
    await this.workers.order(command.readMemory);
    return this.control.get(word.readSpeed) * 1e6;
  }

  /** Lets the present forward pass end early; its tokens then count as not read. */
  interrupt(): void {
    this.workers.interrupt();
  }

  /** Ends the workers. */
  close(): void {
    this.workers.close();
  }
}

/** Where all ranks together copy the embedding table to. @throws UserError when memory is short */
function embeddingMemory(tensors: ReadonlyMap<string, TensorInfo>): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(embeddingBytes(tensors));
  } catch (cause) {
    throw new UserError("there is not enough memory for the embedding table", 1, {
      cause,
      remedy: "map weights",
    });
  }
}
