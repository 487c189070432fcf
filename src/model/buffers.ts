import { bytesPerElement } from "../common/dtype.ts";
import { UserError } from "../common/errors.ts";
import { roundUp } from "../common/round-up.ts";
import { Activation, newRegion } from "../engine/activation.ts";
import type { KeyValueCache } from "../engine/key-value-cache.ts";
import { cacheLine, largestMemory, pageBytes } from "../engine/memory-limits.ts";
import { elementCount } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { ModelConfig } from "./config.ts";

/** How large the network's memory must be. */
export interface BufferSizes {
  /** The most positions the cache holds. */
  readonly context: number;
  /** The most tokens that go through at once. */
  readonly batch: number;
  readonly ranks: number;
}

/** The memories that all ranks share: activations in the first, the layers' caches in the others. */
export interface SharedMemories {
  readonly activations: WebAssembly.Memory;
  /** Which of `caches` holds a layer's keys and values, and where they begin (bytes). */
  readonly layers: readonly { readonly memory: number; readonly offset: number }[];
  readonly caches: readonly WebAssembly.Memory[];
}

/** The buffers of a forward pass over a number of tokens. */
export interface BatchBuffers {
  /** The residual stream [tokens, dim] */
  readonly x: Activation;
  /** Each rank's own [tokens, dim] */
  readonly normed: Activation;
  /** [tokens, nHeads, headDim] */
  readonly q: Activation;
  /** [tokens, nKvHeads, headDim] */
  readonly k: Activation;
  /** [tokens, nKvHeads, headDim] */
  readonly v: Activation;
  /** [tokens, nHeads, headDim] */
  readonly attended: Activation;
  /** What attention and feed-forward add to the stream [tokens, dim] */
  readonly projected: Activation;
  /** [tokens, hiddenDim] */
  readonly gate: Activation;
  /** [tokens, hiddenDim] */
  readonly up: Activation;
  /** [1, vocabSize] */
  readonly logits: Activation;
  readonly caches: readonly KeyValueCache[];
}

type Name = Exclude<keyof BatchBuffers, "caches">;

/** Shapes of the activations for a whole batch. */
function shapes(config: ModelConfig, batch: number): Record<Name, readonly number[]> {
  const { dim, nHeads, nKvHeads, headDim, hiddenDim, vocabSize } = config;
  return {
    x: [batch, dim],
    normed: [batch, dim],
    q: [batch, nHeads, headDim],
    k: [batch, nKvHeads, headDim],
    v: [batch, nKvHeads, headDim],
    attended: [batch, nHeads, headDim],
    projected: [batch, dim],
    gate: [batch, hiddenDim],
    up: [batch, hiddenDim],
    logits: [1, vocabSize],
  };
}

/** Byte offsets of the activations, and of the end. */
function places(config: ModelConfig, { batch, ranks }: BufferSizes): Record<Name | "end", number> {
  const result: Partial<Record<Name | "end", number>> = {};
  let offset = 0;
  for (const [name, shape] of Object.entries(shapes(config, batch))) {
    result[name as Name] = offset;
    const copies = name === "normed" ? ranks : 1;
    offset += copies * aligned(bytesOf(shape));
  }
  return { ...result, end: offset } as Record<Name | "end", number>;
}

/**
 * Makes the memories, zero; the system gives their pages only as they are written.
 * @param scratch bytes that each cache's memory has to spare at its end for every rank, for the engine's use; whole
 * cache lines
 * @throws UserError when the system refuses, or a single layer's cache does not fit 4 GiB
 */
export function createMemories(config: ModelConfig, sizes: BufferSizes, scratch: number): SharedMemories {
  const { context, ranks } = sizes;
  const perLayer = cacheBytes(config, context);
  const room = largestMemory - ranks * scratch;
  const perMemory = Math.min(config.nLayers, Math.floor(room / perLayer));
  if (perMemory < 1) throw tooLarge(context, perLayer * config.nLayers);
  const layers = Array.from({ length: config.nLayers }, (_, n) => ({
    memory: Math.floor(n / perMemory),
    offset: (n % perMemory) * perLayer,
  }));
  try {
    const caches = [];
    for (let n = 0; n < config.nLayers; n += perMemory) {
      const count = Math.min(perMemory, config.nLayers - n);
      caches.push(createMemory(count * perLayer + ranks * scratch));
    }
    return { activations: createMemory(places(config, sizes).end), layers, caches };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw tooLarge(context, perLayer * config.nLayers);
  }
}

/** Bytes of one layer's keys and values. */
export function cacheBytes({ nKvHeads, headDim }: ModelConfig, context: number): number {
  return 2 * aligned(bytesOf([nKvHeads, context, headDim]));
}

/** The longest row of a weight, and the most rows that a rank has of one. */
export function scratchSizes(config: ModelConfig, { batch, ranks }: BufferSizes) {
  const { dim, hiddenDim, vocabSize } = config;
  const rows = Math.ceil(Math.max(dim, hiddenDim, vocabSize) / ranks) + 8;
  return { columns: Math.max(dim, hiddenDim), rows, batch };
}

/** A rank's views of the shared memories. */
export class Buffers {
  private readonly batches: BatchBuffers[] = [];
  private readonly whole: BatchBuffers;

  constructor(config: ModelConfig, sizes: BufferSizes, memories: SharedMemories, rank: number) {
    const { batch, context } = sizes;
    const offsets = places(config, sizes);
    const buffer = memories.activations.buffer;
    const activation = (name: Name): Activation => {
      const shape = shapes(config, batch)[name];
      const isPrivate = name === "normed";
      const offset = offsets[name] + (isPrivate ? rank * aligned(bytesOf(shape)) : 0);
      const data = new Float32Array(buffer, offset, bytesOf(shape) / 4);
      return new Activation(Tensor.float32(shape, data), newRegion(isPrivate));
    };
    this.whole = {
      x: activation("x"),
      normed: activation("normed"),
      q: activation("q"),
      k: activation("k"),
      v: activation("v"),
      attended: activation("attended"),
      projected: activation("projected"),
      gate: activation("gate"),
      up: activation("up"),
      logits: activation("logits"),
      caches: memories.layers.map(({ memory, offset }) =>
        keyValueCache(config, context, memories.caches[memory].buffer, offset),
      ),
    };
  }

  /** The buffers for a number of tokens, at most a batch. */
  of(tokens: number): BatchBuffers {
    this.batches[tokens] ??= firstTokens(this.whole, tokens);
    return this.batches[tokens];
  }
}

function firstTokens(whole: BatchBuffers, tokens: number): BatchBuffers {
  return {
    x: whole.x.first(tokens),
    normed: whole.normed.first(tokens),
    q: whole.q.first(tokens),
    k: whole.k.first(tokens),
    v: whole.v.first(tokens),
    attended: whole.attended.first(tokens),
    projected: whole.projected.first(tokens),
    gate: whole.gate.first(tokens),
    up: whole.up.first(tokens),
    logits: whole.logits,
    caches: whole.caches,
  };
}

function keyValueCache(
  config: ModelConfig,
  context: number,
  buffer: ArrayBufferLike,
  offset: number,
): KeyValueCache {
  const { nKvHeads, headDim } = config;
  const bytes = bytesOf([nKvHeads, context, headDim]);
  const view = (at: number) =>
    Tensor.float32([nKvHeads, context, headDim], new Float32Array(buffer, at, bytes / 4)).transpose(0, 1);
  return { keys: view(offset), values: view(offset + aligned(bytes)), region: newRegion(false) };
}

function createMemory(bytes: number): WebAssembly.Memory {
  if (bytes > largestMemory) throw new RangeError("more than a memory can hold");
  const pages = Math.max(1, Math.ceil(bytes / pageBytes));
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

function tooLarge(context: number, bytes: number): UserError {
  const gigabytes = (bytes / 1e9).toFixed(1);
  return new UserError(
    `a context of ${context} tokens takes a cache of ${gigabytes} GB, more memory than can be had`,
    1,
    { remedy: "smaller context" },
  );
}

function bytesOf(shape: readonly number[]): number {
  return elementCount(shape) * bytesPerElement.float32;
}

function aligned(bytes: number): number {
  return roundUp(bytes, cacheLine);
}
