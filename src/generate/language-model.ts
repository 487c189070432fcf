import { join } from "node:path";
import { mapBytes } from "../checkpoint/rows.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import { FileError } from "../common/errors.ts";
import { freeMemory } from "../common/free-memory.ts";
import { cacheBytes } from "../engine/key-value-cache.ts";
import type { WeightsMode } from "../engine/weights-mode.ts";
import type { ModelConfig } from "../model/config.ts";
import { type ModelFiles, openModel, openTokenizer } from "../model/open.ts";
import { type ParallelOptions, ParallelTransformer } from "../model/parallel/parallel-transformer.ts";
import { bytesPerToken, planWeights } from "../model/weight-plan.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { Session } from "./session.ts";

/** How to load a model. */
export interface LoadOptions {
  readonly engine: ParallelOptions["engine"];
  readonly weights: WeightsMode;
  readonly threads: number;
  /** The most tokens of prompt and answer; the model's own, but at most 8192, if left out. */
  readonly context?: number;
  /** A file for the times of all operations. */
  readonly trace?: string;
}

/** What is called while a model is loaded. */
export interface LoadWatch {
  /** Before the weights are read, with the most tokens of prompt and answer: what it throws ends the loading. */
  readonly beforeWeights?: (
    tokenizer: Tokenizer,
    context: number,
    config: ModelConfig,
  ) => void | Promise<void>;
  /** Now and then, with the part of the weights that is loaded, from 0 to 1. */
  readonly onProgress?: (part: number) => void;
}

/** How many tokens go through the network at once while a prompt is read. */
const batch = 192;
// The cache of a longer context takes gigabytes, which a person should ask for
const defaultContext = 8192;

/** A model that is loaded: its network, and the tokenizer that belongs to it. */
export class LanguageModel {
  private constructor(
    readonly files: ModelFiles,
    readonly tokenizer: Tokenizer,
    readonly transformer: ParallelTransformer,
    readonly loadSeconds: number,
    /** Bytes of weights that are read for every token. */
    readonly bytesPerToken: number,
  ) {}

  /**
   * Opens a model and starts its workers.
   * @param watch what to call on the way
   * @throws UserError when a file is missing or broken, when the files do not belong together, or memory is short
   */
  static async load(path: string, options: LoadOptions, watch: LoadWatch = {}): Promise<LanguageModel> {
    const started = performance.now();
    const files = openModel(path);
    const { folder, config, tensors } = files;
    const tokenizer = openTokenizer(path);
    if (tokenizer.vocabSize !== config.vocabSize) {
      throw new FileError(
        join(folder, "tokenizer.model"),
        `has ${tokenizer.vocabSize} tokens, but the model has ${config.vocabSize}`,
        "get both from one place",
      );
    }
    const context = options.context ?? Math.min(config.maxContext, defaultContext);
    await watch.beforeWeights?.(tokenizer, context, config);
    const free = freeMemory() - config.nLayers * cacheBytes(config, context);
    const parallel = {
      engine: options.engine,
      ...planWeights(options.weights, tensors, free, canMap(tensors)),
      sizes: { context, batch, ranks: options.threads },
      trace: options.trace,
    };
    const transformer = await ParallelTransformer.start(config, tensors, parallel, watch.onProgress);
    const loadSeconds = (performance.now() - started) / 1000;
    return new LanguageModel(files, tokenizer, transformer, loadSeconds, bytesPerToken(tensors));
  }

  /** The name that people know the model by. */
  get name(): string {
    return this.files.name;
  }

  /** A new session. All sessions share one KV cache, so only the newest may be used. */
  session(): Session {
    const { sizes } = this.transformer.options;
    return new Session(this.transformer, sizes.context, sizes.batch);
  }

  /** Ends the workers. */
  close(): void {
    this.transformer.close();
  }
}

/** Whether the system maps the files that tensors lie in. */
function canMap(tensors: ReadonlyMap<string, TensorInfo>): boolean {
  const files = new Set(Array.from(tensors.values(), ({ file }) => file));
  return [...files].every((file) => mapBytes(file, 0, 1) !== undefined);
}
