import { describe, expect, test } from "bun:test";
import { totalmem } from "node:os";
import { addressSpaceLimit, freeMemory, type MemorySources } from "../../src/common/free-memory.ts";

const GB = 1e9;
const meminfo = "MemTotal:       24000000 kB\nMemFree:         1000000 kB\nMemAvailable:    8000000 kB\n";

/** A system with these files. */
function system(files: Record<string, string>, platform: NodeJS.Platform = "linux"): MemorySources {
  return { platform, read: (path) => files[path], free: () => 3 * GB, total: () => 16 * GB };
}

describe("free memory", () => {
  const [v2, v1] = ["/sys/fs/cgroup", "/sys/fs/cgroup/memory"];
  const group2 = (max: string, current: number, inactive: number) => ({
    [`${v2}/memory.max`]: `${max}\n`,
    [`${v2}/memory.current`]: `${current}\n`,
    [`${v2}/memory.stat`]: `anon 5\nfile 100\ninactive_file ${inactive}\nactive_file 7\n`,
  });
  test.each<[string, MemorySources, number]>([
    ["is what Linux calls available", system({ "/proc/meminfo": meminfo }), 8_192_000_000],
    [
      "is no more than the container is allowed, with its droppable files",
      system({ "/proc/meminfo": meminfo, ...group2("4000000000", 1_500_000_000, 500_000_000) }),
      3_000_000_000,
    ],
    [
      "ignores a container without a limit",
      system({ "/proc/meminfo": meminfo, ...group2("max", 1_500_000_000, 0) }),
      8_192_000_000,
    ],
    [
      "is no more than the machine has, whatever the container is allowed",
      system({ "/proc/meminfo": meminfo, ...group2("64000000000", 0, 0) }),
      8_192_000_000,
    ],
    ["is never negative", system({ "/proc/meminfo": meminfo, ...group2("1000", 2000, 0) }), 0],
    [
      "knows version 1 of control groups",
      system({
        "/proc/meminfo": meminfo,
        [`${v1}/memory.limit_in_bytes`]: "2000000000\n",
        [`${v1}/memory.usage_in_bytes`]: "500000000\n",
        [`${v1}/memory.stat`]: "cache 9\ninactive_file 100000000\n",
      }),
      1_600_000_000,
    ],
    [
      "ignores the limit that version 1 has for none",
      system({
        "/proc/meminfo": meminfo,
        [`${v1}/memory.limit_in_bytes`]: "9223372036854771712\n",
        [`${v1}/memory.usage_in_bytes`]: "500000000\n",
      }),
      8_192_000_000,
    ],
    ["is three quarters of all on macOS", system({}, "darwin"), 12 * GB],
    ["is what Windows calls free", system({}, "win32"), 3 * GB],
  ])("%s", (_, sources, bytes) => {
    expect(freeMemory(sources)).toBe(bytes);
  });

  test("of this machine is some of its memory", () => {
    expect(freeMemory()).toBeGreaterThan(1e6);
    expect(freeMemory()).toBeLessThanOrEqual(totalmem());
  });
});

describe("the limit of the address space", () => {
  const limits = (soft: string) => ({
    "/proc/self/limits": `Limit                     Soft Limit           Hard Limit           Units     \nMax address space         ${soft.padEnd(20)} unlimited            bytes     \n`,
  });
  test("is the soft one, if there is one", () => {
    expect(addressSpaceLimit(system(limits("8192000000")))).toBe(8_192_000_000);
    expect(addressSpaceLimit(system(limits("unlimited")))).toBeUndefined();
    expect(addressSpaceLimit(system({}))).toBeUndefined();
  });
});
