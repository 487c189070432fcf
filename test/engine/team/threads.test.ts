import { expect, test } from "bun:test";
import { availableParallelism } from "node:os";
import { defaultThreads, type ProcessorSources } from "../../../src/engine/team/threads.ts";

/** A machine whose CPUs share cores with these lists of siblings. */
function machine(available: number, siblings: readonly string[], platform: NodeJS.Platform = "linux") {
  const names = siblings.map((_, cpu) => `cpu${cpu}`);
  return {
    platform,
    available: () => available,
    list: () => [...names, "cpufreq", "cpuidle", "online"],
    read: (path) => {
      const cpu = /^\/sys\/devices\/system\/cpu\/cpu(\d+)\/topology\/thread_siblings_list$/.exec(path)?.[1];
      if (cpu === undefined) throw new Error(`no ${path}`);
      return siblings[Number(cpu)];
    },
  } satisfies ProcessorSources;
}

const unreadable = () => {
  throw new Error("not here");
};

test.each<[string, ProcessorSources, number]>([
  ["two threads share each of two cores", machine(4, ["0,2\n", "1,3\n", "0,2\n", "1,3\n"]), 2],
  ["each CPU is a core", machine(4, ["0\n", "1\n", "2\n", "3\n"]), 4],
  [
    "a container may use fewer than there are",
    machine(2, ["0-1\n", "0-1\n", "2-3\n", "2-3\n", "4-5\n", "4-5\n"]),
    2,
  ],
  ["no CPU is listed", machine(3, []), 3],
  ["the list cannot be read", { ...machine(3, []), list: unreadable }, 3],
  ["a file cannot be read", { ...machine(3, ["0\n"]), read: unreadable }, 3],
  ["the system is not Linux", machine(8, ["0,1\n", "0,1\n"], "darwin"), 8],
  ["nothing may run", machine(0, []), 1],
])("where %s", (_, sources, threads) => {
  expect(defaultThreads(sources)).toBe(threads);
});

test("on this machine", () => {
  expect(defaultThreads()).toBeGreaterThanOrEqual(1);
  expect(defaultThreads()).toBeLessThanOrEqual(availableParallelism());
});
