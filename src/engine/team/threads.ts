import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const cpus = "/sys/devices/system/cpu";

/**
 * How many workers to use: a physical core each, where the system tells which are (two threads on a core would share
 * its arithmetic units), and never more than this process may use.
 */
export function defaultThreads(): number {
  const available = availableParallelism();
  const physical = process.platform === "linux" ? linuxCores() : undefined;
  return Math.max(1, Math.min(available, physical ?? available));
}

/** Counts the different groups of CPUs that are one core, or says undefined where that is not to be read. */
function linuxCores(): number | undefined {
  try {
    const names = readdirSync(cpus).filter((name) => /^cpu\d+$/.test(name));
    const siblings = names.map((name) =>
      readFileSync(`${cpus}/${name}/topology/thread_siblings_list`, "utf8"),
    );
    return siblings.length > 0 ? new Set(siblings).size : undefined;
  } catch {
    return undefined;
  }
}
