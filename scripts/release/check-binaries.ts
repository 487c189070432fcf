import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProblems } from "./binary/inspect.ts";
import { type Way, wayToStart } from "./binary/starting.ts";
import { binaryName, targets } from "./binary/targets.ts";
import { beginTrial, referenceAnswer } from "./binary/trial.ts";

// Inspects every binary in dist (or in the folder that is named), starts those that can be started on this machine, and
// says what was done with each.

const folder = process.argv[2] ?? join(import.meta.dir, "../dist");
let failures = 0;

for (const target of targets) {
  const name = binaryName(target);
  const path = join(folder, name);
  if (!existsSync(path)) continue;
  const problems = findProblems(readFileSync(path), target);
  const way = wayToStart(target);
  if (typeof way !== "string") problems.push(...startProblems(path, way));
  if (problems.length > 0) failures++;
  const good = typeof way === "string" ? `only inspected (${way})` : `inspected, and started ${way.how}`;
  console.log(`${name}: ${problems.length > 0 ? `WRONG: ${problems.join("; ")}` : good}`);
}
process.exitCode = failures > 0 ? 1 : 0;

/** Starts a binary: it must show its version, and answer from a checkpoint what PyTorch answers. */
function startProblems(path: string, way: Way): string[] {
  const trial = beginTrial(path, way);
  try {
    const version = trial.start(["--version", "-v"]);
    if (!/^llama-nb \S+\ncommit /.test(version.stdout)) return [`--version fails: ${version.stderr}`];
    const { ids, greedy } = referenceAnswer();
    const count = String(greedy.length);
    const answer = trial.start(["-m", trial.model, "--ids", ids.join(), "-n", count, "--json", "-q"]);
    const got = answer.stdout
      .split("\n")
      .flatMap((line) => /^{"type":"token","id":(\d+)/.exec(line)?.[1] ?? []);
    return got.join() === greedy.join() ? [] : [`answers [${got}], PyTorch [${greedy}]; ${answer.stderr}`];
  } finally {
    trial.end();
  }
}
