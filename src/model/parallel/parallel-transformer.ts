import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { UserError } from "../../common/errors.ts";
import { cacheScratch } from "../../engine/create-arithmetic.ts";
import type { EngineName } from "../../engine/engine-names.ts";
import type { KeyValueCache } from "../../engine/key-value-cache.ts";
import { Control } from "../../engine/team/control.ts";
import { Workers } from "../../engine/team/workers.ts";
import type { WeightsMode } from "../../engine/weights-mode.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Activations, activationsIn } from "../activations.ts";
import type { ModelConfig } from "../config.ts";
import { createMemories, layerCaches, type Memories, type NetworkSizes } from "../memories.ts";
import { embeddingBytes } from "../weight-plan.ts";
import { type Look, ObservationInbox, type ObservationMessage } from "./observation.ts";
import { type RankOptions, type Settings, settingsWords, writeSettings } from "./settings.ts";
import { TraceInbox } from "./trace-inbox.ts";
import type { TraceMessage } from "./trace-recorder.ts";
import { command, word } from "./words.ts";

/** How a network is to be run. */
export interface ParallelOptions {
  readonly engine: EngineName;
  readonly weights: WeightsMode;
  /** With weights "auto": bytes that may become copies. */
  readonly copyLimit?: number;
  readonly sizes: NetworkSizes;
  /** A file for the times of all operations. */
  readonly trace?: string;
}

const progressInterval = 50;

/** A network that runs on a team of workers, as the main thread sees it; the main thread itself stays free. */
export class ParallelTransformer {
  /** The KV cache of every layer. */
  readonly caches: readonly KeyValueCache[];
  private readonly buffers: Activations;
  private settings: Settings = { without: [] };

  private constructor(
    readonly config: ModelConfig,
    readonly options: ParallelOptions,
    memories: Memories,
    private readonly workers: Workers,
    private readonly inbox: ObservationInbox,
    private readonly trace: TraceInbox | undefined,
  ) {
    this.buffers = activationsIn(memories.activations.buffer, config, options.sizes, 0);
    this.caches = layerCaches(config, options.sizes.context, memories);
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
    const { sizes, engine, weights, copyLimit = 0 } = options;
    const { context, batch, ranks } = sizes;
    const memories = createMemories(config, sizes, cacheScratch(engine, config.headDim, context));
    const control = Control.create(ranks, Math.max(batch, settingsWords));
    const start: RankOptions = {
      ...{ config, tensors, sizes, memories, engine, weights },
      embeddings: weights === "ram" ? embeddingMemory(tensors) : undefined,
      copyLimit: copyLimit / ranks,
      isTraced: options.trace !== undefined,
    };
    const trace = options.trace === undefined ? undefined : new TraceInbox(options.trace, ranks);
    const total = tensors.size * ranks;
    const progress = setInterval(() => {
      onProgress(Math.min(1, control.get(word.loaded) / total));
    }, progressInterval);
    try {
      const inbox = new ObservationInbox();
      const receive = (data: unknown) => {
        // The ranks of this network send nothing else
        const message = data as ObservationMessage | TraceMessage;
        if (message.kind === "traced") trace?.receive(message);
        else inbox.receive(message);
      };
      const workers = await Workers.start(new URL("./rank.ts", import.meta.url), control, start, receive);
      return new ParallelTransformer(config, options, memories, workers, inbox, trace);
    } finally {
      clearInterval(progress);
    }
  }

  /** How the weights are held by now, whatever was asked for: "ram" when all are copies. */
  get weights(): WeightsMode {
    return this.workers.control.get(word.copied) === this.workers.control.ranks
      ? "ram"
      : this.options.weights;
  }

  /** How many layers of the present forward pass are done. */
  get layersDone(): number {
    return this.workers.control.get(word.layer);
  }

  /**
   * Reads tokens at the positions from `position` on, at most a batch of them.
   * @returns the scores of every token to come next [vocabulary], valid until the next call; meaningless unless
   * `wantsLogits`
   * @throws Interrupted after `interrupt()`, Error when a rank has failed
   */
  async forward(tokens: readonly number[], position: number, wantsLogits = true): Promise<Float32Array> {
    const count = wantsLogits ? 1 : 0;
    await this.read(tokens, position, count, count);
    return this.buffers.logits.row(0);
  }

  /**
   * Reads tokens and looks at the results of steps, of all these tokens and in every layer.
   * @throws as `forward`
   */
  async forwardAndLook(tokens: readonly number[], position: number, look: Look): Promise<Float32Array> {
    const { steps, lastOnly = false, see } = look;
    const complete = this.inbox.begin(see);
    await this.configure({
      ...this.settings,
      look: { look: this.inbox.look, steps: steps.source, lastOnly },
    });
    try {
      await this.read(tokens, position, tokens.length, 1);
      await complete;
    } finally {
      await this.configure({ ...this.settings, look: undefined });
    }
    return this.buffers.logits.row(0);
  }

  /**
   * The scores of the next token by the final norm and the output matrix, for any vectors of the residual stream.
   * @param rows [tokens, dim], at most `logitRows` tokens
   * @returns [tokens, vocabulary], valid until the next call
   */
  async predict(rows: Tensor<Float32Array>): Promise<Tensor<Float32Array>> {
    const [count] = rows.shape;
    this.buffers.x.first(count).flat.data.set(rows.toFloat32().data);
    this.workers.control.set(word.tokens, count);
    await this.workers.order(command.predict);
    return this.buffers.logits.first(count).flat;
  }

  /**
   * Switches parts off, and all others on. What is in the KV cache was computed with the parts that were on then.
   * @param parts names of `switchableParts`
   */
  async switchOff(parts: readonly string[]): Promise<void> {
    await this.configure({ ...this.settings, without: parts });
  }

  /** How fast the workers together read memory, bytes a second: the most that decoding could reach. */
  async readSpeed(): Promise<number> {
    await this.workers.order(command.readMemory);
    return this.workers.control.get(word.readSpeed) * 1e6;
  }

  /** Lets the present forward pass end early; its tokens then count as not read. */
  interrupt(): void {
    this.workers.interrupt();
  }

  /** Ends the workers. @throws FileError when the trace could not be written */
  close(): void {
    this.workers.close();
    this.trace?.close();
  }

  private async read(
    tokens: readonly number[],
    position: number,
    results: number,
    logits: number,
  ): Promise<void> {
    const { control } = this.workers;
    control.data.set(tokens);
    control.set(word.tokens, tokens.length);
    control.set(word.position, position);
    control.set(word.results, results);
    control.set(word.logits, logits);
    control.set(word.layer, 0);
    const traced = this.trace?.begin();
    await this.workers.order(command.forward);
    await traced;
  }

  private async configure(settings: Settings): Promise<void> {
    writeSettings(this.workers.control, settings);
    this.settings = settings;
    await this.workers.order(command.configure);
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
