import { readFileSync } from "node:fs";
import { freemem, totalmem } from "node:os";

/**
 * Bytes of memory that this process may still take: what the system can give without swapping (caches of files count,
 * since they can be dropped), and no more than what its control group allows.
 */
export function freeMemory(): number {
  const system = linuxAvailable() ?? (process.platform === "win32" ? freemem() : totalmem() * 0.75);
  return Math.max(0, Math.min(system, groupAvailable() ?? system));
}

/** MemAvailable of /proc/meminfo, which is in kB. */
function linuxAvailable(): number | undefined {
  const kilobytes = read("/proc/meminfo")?.match(/^MemAvailable:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** What is left in this process's control group (containers), version 2 or 1. */
function groupAvailable(): number | undefined {
  const [limit, used, statistics] = [
    read("/sys/fs/cgroup/memory.max") ?? read("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
    read("/sys/fs/cgroup/memory.current") ?? read("/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    read("/sys/fs/cgroup/memory.stat"),
  ];
  const [most, taken] = [Number(limit ?? Number.NaN), Number(used ?? Number.NaN)];
  if (!Number.isFinite(most) || !Number.isFinite(taken)) return undefined;
  const files = Number(statistics?.match(/^inactive_file (\d+)$/m)?.[1] ?? 0);
  return most - taken + files;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
