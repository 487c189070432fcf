import { UserError } from "../common/errors.ts";
import type { EngineMemories } from "../engine/arithmetic.ts";
import { cacheBytes, type KeyValueCache, keyValueCache } from "../engine/key-value-cache.ts";
import { largestMemory, pageBytes } from "../engine/memory-limits.ts";
import { type ActivationSizes, activationBytes } from "./activations.ts";
import type { ModelConfig } from "./config.ts";

/** How large the network's memories must be. */
export interface NetworkSizes extends ActivationSizes {
  /** The most positions that the caches hold. */
  readonly context: number;
}

/** The memories that all ranks share: activations in the first, the layers' KV caches in the others. */
export interface Memories extends EngineMemories {
  /** Which of `caches` holds a layer's keys and values, and where they begin (bytes). */
  readonly layers: readonly { readonly memory: number; readonly offset: number }[];
}

/**
 * Makes the memories, full of zeros. The system provides their pages only as they are written.
 * @param scratch bytes for the engine that each cache's memory has at its end for every rank; whole cache lines
 * @throws UserError when the system refuses, or a single layer's cache does not fit 4 GiB
 */
export function createMemories(config: ModelConfig, sizes: NetworkSizes, scratch: number): Memories {
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
    return { activations: createMemory(activationBytes(config, sizes)), layers, caches };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw tooLarge(context, perLayer * config.nLayers);
  }
}

/** The KV cache of every layer. */
export function layerCaches(
  config: ModelConfig,
  context: number,
  { layers, caches }: Memories,
): KeyValueCache[] {
  return layers.map(({ memory, offset }) => keyValueCache(config, context, caches[memory].buffer, offset));
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
