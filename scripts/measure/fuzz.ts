#!/usr/bin/env bun
/**
 * Gives the program inputs that nobody wrote: files, texts and command lines that are changed by their structure. What
 * comes of each must be a result or an error for the user, within 2 seconds and in bounded memory.
 *
 *     bun scripts/measure/fuzz.ts --seconds 20                     for a time
 *     bun scripts/measure/fuzz.ts --inputs 10000000                before a release
 *     bun scripts/measure/fuzz.ts --target "zip bytes" --seconds 60
 *     bun scripts/measure/fuzz.ts --target "zip bytes" --seed 123 --inputs 1 --save input.bin
 *
 * A seed makes the same input every time, and each target counts its seeds up from --seed, which is random by default. What
 * is found becomes a test: --save writes the input of the first seed to a file.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { randomSeed } from "../../src/generate/random.ts";
import { Chance } from "./fuzz/chance.ts";
import { Fuzzer, type Tally } from "./fuzz/fuzzer.ts";
import type { Target } from "./fuzz/target.ts";
import type { Problem } from "./fuzz/try-batch.ts";

const { values } = parseArgs({
  options: {
    inputs: { type: "string" },
    seconds: { type: "string" },
    target: { type: "string", multiple: true },
    seed: { type: "string" },
    "limit-seconds": { type: "string", default: "2" },
    "limit-megabytes": { type: "string", default: "1200" },
    workers: { type: "string", default: String(availableParallelism()) },
    targets: { type: "string", default: join(import.meta.dir, "fuzz/targets.ts") },
    save: { type: "string" },
  },
});
const module = resolve(values.targets);
const { targets }: { targets: readonly Target[] } = await import(module);
const names = values.target ?? targets.map(({ name }) => name);
const unknown = names.find((name) => !targets.some((target) => target.name === name));
if (unknown !== undefined) {
  console.error(
    `there is no target "${unknown}"; there are ${targets.map(({ name }) => `"${name}"`).join(", ")}`,
  );
  process.exit(2);
}
const seed = Number(values.seed ?? randomSeed());
const seconds = Number(values.seconds ?? (values.inputs === undefined ? 20 : Number.POSITIVE_INFINITY));

if (values.save !== undefined) {
  const target = targets.find(({ name }) => name === names[0]);
  const input = target?.prepare(new Chance(seed)).input ?? "";
  const isWhole = typeof input === "string" || input instanceof Uint8Array;
  writeFileSync(values.save, isWhole ? input : Buffer.concat(input));
}

// For the files of the readers that take a path, in memory if possible
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "llama-nb-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));

const started = performance.now();
const shown = new Set<string>();
const fuzzer = new Fuzzer({
  module,
  folder,
  targets: names,
  seed,
  inputs: Number(values.inputs ?? Number.POSITIVE_INFINITY),
  end: started + seconds * 1000,
  workers: Math.max(1, Number(values.workers)),
  longestTime: 1000 * Number(values["limit-seconds"]),
  mostBytes: 1e6 * Number(values["limit-megabytes"]),
  onProblem: show,
});
console.log(`fuzzing from seed ${seed}`);
await fuzzer.run();
const elapsed = (performance.now() - started) / 1000;
process.exitCode = summarize(fuzzer.tallies) ? 0 : 1;

/** Shows a problem and how to repeat it; of those that look alike only the first. */
function show(target: string, { seed, message, stack }: Problem): void {
  const where = stack?.split("\n").find((line) => /^\s+at /.test(line)) ?? "";
  const kind = `${target} ${message.replaceAll(/\d+/g, "0")} ${where}`;
  if (shown.has(kind)) return;
  shown.add(kind);
  console.log(`\nPROBLEM in "${target}", seed ${seed}: ${JSON.stringify(message)}`);
  if (stack !== undefined) console.log(stack.split("\n").slice(0, 8).join("\n"));
  const command = `bun scripts/measure/fuzz.ts --target ${JSON.stringify(target)} --seed ${seed} --inputs 1`;
  console.log(`repeat it: ${command}\n`);
}

/** @returns whether there was no problem */
function summarize(tallies: ReadonlyMap<string, Tally>): boolean {
  let tried = 0;
  let problems = 0;
  for (const [name, tally] of tallies) {
    tried += tally.tried;
    problems += tally.problems;
    const perSecond = (tally.tried * 1000) / Math.max(1, tally.time);
    const refused = (100 * tally.refused) / Math.max(1, tally.tried);
    console.log(
      `${name.padEnd(24)} ${String(tally.tried).padStart(9)} inputs  ${perSecond.toFixed(0).padStart(7)}/s  ` +
        `${refused.toFixed(0).padStart(3)} % refused  slowest ${tally.slowest.toFixed(0).padStart(4)} ms` +
        (tally.problems === 0 ? "" : `  ${tally.problems} PROBLEMS`),
    );
  }
  const rate = (tried / elapsed).toFixed(0);
  console.log(`${tried} inputs in ${elapsed.toFixed(1)} s, ${rate}/s; ${problems} problems`);
  return problems === 0;
}
