import { availableParallelism } from "node:os";
import { UserError } from "../common/errors.ts";
import { freeMemory } from "../common/free-memory.ts";
import { cacheBytes } from "../engine/key-value-cache.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Log } from "../terminal/log.ts";

/** Says when there are more threads than this machine runs at once. */
export function checkThreads(threads: number, log: Log): void {
  const available = availableParallelism();
  if (threads <= available) return;
  log.notice(`--threads ${threads} makes it slower: this machine runs ${available} at once`);
}

/**
 * Checks a context that was asked for against the free memory and the model, before anything is allocated.
 * @param context the most tokens of prompt and answer
 * @param log where it is said that the model was made for less
 * @throws UserError when its keys and values would not fit the free memory
 */
export function checkContext(config: ModelConfig, context: number, log: Log): void {
  const free = freeMemory();
  const bytes = (tokens: number): number => config.nLayers * cacheBytes(config, tokens);
  if (bytes(context) > free) {
    const most = Math.floor((free * context) / bytes(context));
    throw new UserError(
      `--context ${context} takes a cache of ${gigabytes(bytes(context))}, but only ${gigabytes(free)} of memory are ` +
        `free; use at most ${Math.min(roundedDown(most), config.maxContext)}`,
    );
  }
  if (context > config.maxContext) {
    log.notice(
      `--context ${context} is more than the ${config.maxContext} tokens that the model was made for: what it writes ` +
        "beyond them will make little sense",
    );
  }
}

/** A number of tokens with three digits that are not zero: the free memory changes all the time. */
function roundedDown(tokens: number): number {
  const unit = 10 ** Math.max(0, String(tokens).length - 3);
  return Math.floor(tokens / unit) * unit;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
