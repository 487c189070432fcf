import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Chance } from "../../../scripts/measure/fuzz/chance.ts";
import type { Input } from "../../../scripts/measure/fuzz/target.ts";
import { targets } from "../../../scripts/measure/fuzz/targets.ts";
import { temporaryFolder } from "../../support/model-folder.ts";
import { targets as planted } from "./planted-targets.ts";

const root = join(import.meta.dir, "../../..");
const module = join(import.meta.dir, "planted-targets.ts");

async function fuzz(...args: string[]) {
  const script = join(root, "scripts/measure/fuzz.ts");
  const child = Bun.spawn([process.execPath, script, "--workers", "1", ...args], {
    stdout: "pipe",
    stderr: "ignore",
  });
  const stdout = await new Response(child.stdout).text();
  return { code: await child.exited, stdout };
}

/** The first seed from which a planted target goes wrong. */
function firstWrong(name: string): number {
  const target = planted.find((each) => each.name === name);
  for (let seed = 0; ; seed++) {
    if (Number(target?.prepare(new Chance(seed)).input) % 50 === 7) return seed;
  }
}

describe("a planted mistake is found, with its seed:", () => {
  test.each([
    ["throws", /TypeError: undefined is not \d+/, []],
    ["rejects", /RangeError: later/, []],
    ["dies", /ended the process/, []],
    ["takes memory", /took [\d.]+ GB of memory/, ["--limit-megabytes", "500", "--limit-seconds", "60"]],
    ["takes time", /took \d+ ms/, ["--limit-seconds", "0.5"]],
    ["never ends", /did not end within/, ["--limit-seconds", "0.5"]],
  ])("%s", async (name, message, limits) => {
    const seed = firstWrong(name);
    // A little before it, so that it is not the first input
    const first = String(seed - 1);
    const run = await fuzz(
      "--targets",
      module,
      "--target",
      name,
      "--seed",
      first,
      "--inputs",
      "2",
      ...limits,
    );
    expect(run.stdout).toMatch(message);
    expect(run.stdout).toContain(
      `repeat it: bun scripts/measure/fuzz.ts --target "${name}" --seed ${seed} --inputs 1`,
    );
    expect(run.stdout).toMatch(/; 1 problems\n$/);
    expect(run.code).toBe(1);
  });
});

test("without a mistake there is none", async () => {
  const run = await fuzz("--targets", module, "--target", "right", "--seed", "1", "--inputs", "300");
  expect(run.stdout).toMatch(/\n300 inputs in [\d.]+ s, \d+\/s; 0 problems\n$/);
  expect(run.code).toBe(0);
});

test("a seed can be saved, and is what is tried", async () => {
  const path = join(temporaryFolder(), "input");
  await fuzz("--targets", module, "--target", "right", "--seed", "5", "--inputs", "1", "--save", path);
  expect(readFileSync(path, "utf8")).toBe(String(planted[0].prepare(new Chance(5)).input));
});

function bytesOf(input: Input): Uint8Array | string {
  return typeof input === "string" || input instanceof Uint8Array ? input : Buffer.concat(input);
}

describe("the inputs of each target", () => {
  test.each(targets.map((target) => [target.name, target] as const))("%s", (_, target) => {
    const inputs = Array.from({ length: 40 }, (_, seed) => {
      const [one, two] = [0, 1].map(() => Bun.hash(bytesOf(target.prepare(new Chance(seed)).input)));
      expect(two).toBe(one); // A seed repeats its input
      return one;
    });
    expect(new Set(inputs).size).toBeGreaterThan(30);
  });
});
