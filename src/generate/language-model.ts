import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readCheckpoint } from "../checkpoint/checkpoint.ts";
import { readParams } from "../checkpoint/params.ts";
import { mapBytes } from "../checkpoint/rows.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import { FileError } from "../common/errors.ts";
import { freeMemory } from "../common/free-memory.ts";
import { cacheBytes } from "../model/buffers.ts";
import { type ModelConfig, modelConfig } from "../model/config.ts";
import { checkLayout } from "../model/layout.ts";
import { type ParallelOptions, ParallelTransformer } from "../model/parallel/parallel-transformer.ts";
import { bytesPerToken, planWeights, type WeightsMode } from "../model/weight-plan.ts";
import { Tokenizer } from "../tokenizer/tokenizer.ts";
import { Session } from "./session.ts";

/** How to load a model. */
export interface LoadOptions {
  readonly engine: ParallelOptions["engine"];
  readonly weights: WeightsMode;
  readonly threads: number;
  /** The most tokens of prompt and answer; the model's own, but at most 8192, if left out. */
  readonly context?: number;
}

/** What is called while a model is loaded. */
export interface LoadWatch {
  /** Before the weights are read, with the most tokens of prompt and answer: what it throws ends the loading. */
  readonly beforeWeights?: (tokenizer: Tokenizer, context: number, config: ModelConfig) => void;
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
    /** The folder's name. */
    readonly name: string,
    readonly tokenizer: Tokenizer,
    readonly transformer: ParallelTransformer,
    readonly loadSeconds: number,
    /** Bytes of weights that a token passes by. */
    readonly bytesPerToken: number,
  ) {}

  /**
   * Reads a folder of Meta's files and starts the workers.
   * @param watch what to call on the way
   * @throws UserError when a file is missing or broken, when the files do not belong together, or memory is short
   */
  static async load(folder: string, options: LoadOptions, watch: LoadWatch = {}): Promise<LanguageModel> {
    const started = performance.now();
    const params = readParams(folder);
    const tokenizer = Tokenizer.load(join(folder, "tokenizer.model"));
    const config = modelConfig(params, tokenizer.vocabSize);
    const checkpoint = readCheckpoint(folder);
    checkLayout(checkpoint, config);
    if (tokenizer.vocabSize !== config.vocabSize) {
      throw new FileError(
        join(folder, "tokenizer.model"),
        `has ${tokenizer.vocabSize} tokens, but params.json says ${config.vocabSize}`,
        "get both from one place",
      );
    }
    const context = options.context ?? Math.min(config.maxContext, defaultContext);
    watch.beforeWeights?.(tokenizer, context, config);
    const free = freeMemory() - config.nLayers * cacheBytes(config, context);
    const parallel = {
      engine: options.engine,
      ...planWeights(options.weights, checkpoint.tensors, free, canMap(checkpoint.tensors)),
      sizes: { context, batch, ranks: options.threads },
    };
    const transformer = await ParallelTransformer.start(
      config,
      checkpoint.tensors,
      parallel,
      watch.onProgress,
    );
    const loadSeconds = (performance.now() - started) / 1000;
    const name = basename(resolve(folder));
    return new LanguageModel(name, tokenizer, transformer, loadSeconds, bytesPerToken(checkpoint.tensors));
  }

  /** A new stretch of tokens; sessions share one cache, so only the newest may be used. */
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

/** Whether a folder looks like a model: one of the three files is enough to say what is missing. */
export function isModelFolder(folder: string): boolean {
  return ["params.json", "tokenizer.model", "consolidated.00.pth"].some((name) =>
    existsSync(join(folder, name)),
  );
}
