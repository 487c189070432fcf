import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { compile } from "./release/binary/compile.ts";
import { binaryName, type Target, targetName, targets } from "./release/binary/targets.ts";

// Builds the executable files:
//   bun scripts/build.ts                   dist/llama-nb, for this machine
//   bun scripts/build.ts linux-arm64 …     dist/llama-nb-linux-arm64, …
//   bun scripts/build.ts --all             one for every platform, and SHA256SUMS
// --out FOLDER puts them elsewhere. --commit ID is what `--version -v` shows; without it git is asked.
// Bun's runtimes for other platforms are downloaded once, from the npm registry, and verified.

const root = join(import.meta.dir, "..");

async function build(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      all: { type: "boolean" },
      out: { type: "string", default: join(root, "dist") },
      commit: { type: "string", default: currentCommit() },
    },
  });
  const chosen = values.all ? targets : positionals.map(findTarget);
  const { commit } = values;
  mkdirSync(values.out, { recursive: true });
  if (chosen.length === 0) {
    const name = process.platform === "win32" ? "llama-nb.exe" : "llama-nb";
    await compile(join(values.out, name), { commit });
    report(join(values.out, name));
  }
  for (const target of chosen) {
    const file = join(values.out, binaryName(target));
    await compile(file, { target, commit }).catch((error: unknown) => {
      throw new Error(`${targetName(target)}: ${reason(error)}`);
    });
    report(file);
  }
  if (values.all) writeSums(values.out, targets.map(binaryName));
}

function findTarget(name: string): Target {
  const target = targets.find((each) => targetName(each) === name);
  if (target === undefined) {
    throw new Error(`there is no target ${name}; the targets are ${targets.map(targetName).join(", ")}`);
  }
  return target;
}

/** The commit that is checked out here, or "unknown" without git or a repository. */
function currentCommit(): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const changes = git("status", "--porcelain", "--", "src", "package.json") === "" ? "" : ", with changes";
    return git("rev-parse", "HEAD") + changes;
  } catch {
    return "unknown";
  }
}

function report(file: string): void {
  const megabytes = Bun.file(file).size / 1e6;
  console.log(`${relative(process.cwd(), file)}  ${megabytes.toFixed(1)} MB`);
}

/** The checksums of files, as sha256sum writes and checks them. */
function writeSums(folder: string, names: readonly string[]): void {
  const lines = names.map((name) => {
    const sum = createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
    return `${sum}  ${name}\n`;
  });
  writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
}

/** The message of an error. Bun puts those of a failed build inside its error. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ");
  return error instanceof Error ? error.message : String(error);
}

try {
  await build();
} catch (error) {
  console.error(`build: ${reason(error)}`);
  process.exitCode = 1;
}
