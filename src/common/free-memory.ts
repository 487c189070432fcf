import { readFileSync } from "node:fs";
import { freemem, totalmem } from "node:os";

/** Where the figures about memory come from. */
export interface MemorySources {
  readonly platform: NodeJS.Platform;
  /** The contents of a file, or undefined if it cannot be read. */
  readonly read: (path: string) => string | undefined;
  /** Bytes that are free, and all bytes, as the system reports them. */
  readonly free: () => number;
  readonly total: () => number;
}

const thisSystem: MemorySources = {
  platform: process.platform,
  read: readText,
  free: freemem,
  total: totalmem,
};

/**
 * Bytes of memory that this process can still take: what the system can give without swapping (including its caches of
 * files, which it can drop), but no more than the process's control group allows.
 */
export function freeMemory(sources: MemorySources = thisSystem): number {
  const system = availableOnLinux(sources) ?? elsewhere(sources);
  return Math.max(0, Math.min(system, availableInGroup(sources) ?? system));
}

/**
 * Bytes of address space that this process may have, or undefined if they are not limited. On Linux the shell's
 * `ulimit -v` sets such a limit. A WebAssembly memory reserves as many addresses as it may ever use, up to 4 GiB.
 */
export function addressSpaceLimit({ read }: Pick<MemorySources, "read"> = thisSystem): number | undefined {
  const soft = read("/proc/self/limits")?.match(/^Max address space +(\d+) /m)?.[1];
  return soft === undefined ? undefined : Number(soft);
}

/** macOS counts its caches as used, so three quarters of all memory are assumed there. */
function elsewhere({ platform, free, total }: MemorySources): number {
  return platform === "win32" ? free() : total() * 0.75;
}

/** MemAvailable of /proc/meminfo, which is in kB. */
function availableOnLinux({ read }: MemorySources): number | undefined {
  const kilobytes = read("/proc/meminfo")?.match(/^MemAvailable:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** What is left in this process's control group, which containers use. Version 2 of control groups, or version 1. */
function availableInGroup({ read }: MemorySources): number | undefined {
  const [limit, used, statistics] = [
    read("/sys/fs/cgroup/memory.max") ?? read("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
    read("/sys/fs/cgroup/memory.current") ?? read("/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    read("/sys/fs/cgroup/memory.stat") ?? read("/sys/fs/cgroup/memory/memory.stat"),
  ];
  const [most, taken] = [Number(limit ?? Number.NaN), Number(used ?? Number.NaN)];
  if (!Number.isFinite(most) || !Number.isFinite(taken)) return undefined;
  const files = Number(statistics?.match(/^inactive_file (\d+)$/m)?.[1] ?? 0);
  return most - taken + files;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
