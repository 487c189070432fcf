import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** Where the figures about processors come from. */
export interface ProcessorSources {
  readonly platform: NodeJS.Platform;
  /** How many threads this process may run at once. */
  readonly available: () => number;
  /** The names in a folder. @throws if it cannot be read */
  readonly list: (folder: string) => readonly string[];
  /** The contents of a file. @throws if it cannot be read */
  readonly read: (path: string) => string;
}

const thisMachine: ProcessorSources = {
  platform: process.platform,
  available: availableParallelism,
  list: readdirSync,
  read: (path) => readFileSync(path, "utf8"),
};

const cpus = "/sys/devices/system/cpu";

/**
 * How many workers to use: one per physical core if the system tells which these are, because two threads on a core share
 * its arithmetic units, and never more than this process may run at once.
 */
export function defaultThreads(sources: ProcessorSources = thisMachine): number {
  const available = sources.available();
  const physical = sources.platform === "linux" ? linuxCores(sources) : undefined;
  return Math.max(1, Math.min(available, physical ?? available));
}

/** The number of different sets of CPUs that share a core, or undefined if that cannot be read. */
function linuxCores({ list, read }: ProcessorSources): number | undefined {
  try {
    const names = list(cpus).filter((name) => /^cpu\d+$/.test(name));
    const siblings = names.map((name) => read(`${cpus}/${name}/topology/thread_siblings_list`));
    return siblings.length > 0 ? new Set(siblings).size : undefined;
  } catch {
    return undefined;
  }
}
