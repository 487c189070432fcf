import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "../../../scripts/release/binary/compile.ts";
import { findProblems } from "../../../scripts/release/binary/inspect.ts";
import { type Way, wayToStart } from "../../../scripts/release/binary/starting.ts";
import { binaryName, type Target, targetName, targets } from "../../../scripts/release/binary/targets.ts";
import { beginTrial, referenceAnswer, type Trial } from "../../../scripts/release/binary/trial.ts";

// The binaries of other platforms: each is built and inspected, and started if this machine can do that, under Wine or
// qemu-user. Bun's runtimes are downloaded for it, 0.6 GB once, so it must be asked for; .ci/run does. What is missing is
// said in the name of what is skipped.

setDefaultTimeout(180_000); // emulators are slow

const place = mkdtempSync(join(tmpdir(), "llama-nb-platforms-"));
afterAll(() => rmSync(place, { recursive: true }));

function isForeign({ os, arch, variant }: Target): boolean {
  const here = process.platform === "win32" ? "windows" : process.platform;
  // Bun's runtimes for older processors are the same files
  return !variant?.includes("baseline") && (os !== here || arch !== process.arch || variant === "musl");
}

/** Builds a target's binary, or says why it cannot be. */
async function build(target: Target): Promise<string | undefined> {
  try {
    await compile(join(place, binaryName(target)), { target, commit: "abc123" });
  } catch (error) {
    const reasons = error instanceof AggregateError ? error.errors : [error];
    const download = reasons.map(String).find((reason) => reason.includes("Failed to download"));
    if (download === undefined) throw error;
    return download;
  }
}

const isAskedFor = process.env.LLAMA_NB_PLATFORMS === "1";
if (!isAskedFor) {
  test.skip("binaries of other platforms (skipped: LLAMA_NB_PLATFORMS=1 downloads Bun's runtimes and tries them)", () => {});
}
for (const target of isAskedFor ? targets.filter(isForeign) : []) {
  const missing = await build(target);
  if (missing === undefined) describeBinary(target, wayToStart(target));
  else test.skip(`${targetName(target)} (skipped: ${missing})`, () => {});
}

function describeBinary(target: Target, way: Way | string): void {
  const binary = join(place, binaryName(target));
  test(`${targetName(target)} has the right format, parts and signature`, () => {
    expect(findProblems(readFileSync(binary), target)).toEqual([]);
  });
  if (typeof way === "string") {
    test.skip(`${targetName(target)} starts (skipped: ${way})`, () => {});
    return;
  }
  describe(`${targetName(target)} ${way.how}`, () => {
    let trial: Trial;
    beforeAll(() => {
      trial = beginTrial(binary, way);
    });
    afterAll(() => trial.end());

    test("says what it is, whatever Bun's variables say", () => {
      const evil = way.path(join(import.meta.dir, "nothing.js"));
      const { code, stdout } = trial.start(["--version", "-v"], {
        env: { BUN_BE_BUN: "1", BUN_OPTIONS: `--preload ${evil}`, BUN_INSPECT: "ws://127.0.0.1:0/x?break=1" },
      });
      expect(code).toBe(0);
      const platform = target.os === "windows" ? "win32" : target.os;
      expect(stdout).toMatch(
        new RegExp(`^llama-nb [0-9.]+\ncommit abc123\nBun .*, ${platform} ${target.arch}\n$`),
      );
    });

    test("answers from a checkpoint as PyTorch does, on a team of workers", () => {
      const { ids, greedy } = referenceAnswer();
      const args = ["-m", trial.model, "--ids", ids.join(), "-n", String(greedy.length), "--threads", "2"];
      const { code, stdout, stderr } = trial.start([...args, "--json"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const lines = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(lines.flatMap(({ id }) => id ?? [])).toEqual([...greedy]);
      expect(lines.at(-1)).toMatchObject({ stopReason: "max_tokens", engine: "simd", threads: 2 });
    });

    test("answers with the model that is inside", () => {
      const { code, stdout } = trial.start(["-n", "100", "Who are you?"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/model/);
    });

    if (target.os === "windows") describeWindows(() => trial);
  });
}

function describeWindows(trial: () => Trial): void {
  test("takes and gives all of Unicode", () => {
    const text = "Grüße, 新しい人 🙂";
    const args = ["tokenize", "-m", trial().model, "--json"];
    const given = trial().start([...args, text]);
    expect(JSON.parse(given.stdout).pieces.join("")).toBe(text);
    expect(trial().start(args, { stdin: text })).toEqual(given);
    expect(trial().start(args, { stdin: text, isFile: true })).toEqual(given);
  });

  test("weights that shall be mapped are read", () => {
    const args = ["-m", trial().model, "--raw", "-n", "4", "hello"];
    const [mapped, copied] = ["mmap", "ram"].map((weights) => trial().start([...args, "--weights", weights]));
    expect(mapped).toMatchObject({ code: 0, stderr: "" });
    expect(mapped.stdout).toEqual(copied.stdout);
  });

  test("refuses in one line, with the right exit code", () => {
    expect(trial().start(["--nonsense"])).toMatchObject({ code: 2, stdout: "" });
    const { code, stderr } = trial().start(["-m", `${trial().model} nirgends`, "hi"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^llama-nb: Z:\\.* nirgends: there is no such file or folder[^\n]*\n$/);
  });

  test("Ctrl-C at its console stops the answer and keeps it", async () => {
    let shown = "";
    const args = ["-m", trial().model, "--raw", "-c", "100000", "hello"];
    const child = Bun.spawn([...trial().command, ...args], {
      cwd: trial().folder,
      env: { ...trial().env, TERM: "xterm-256color" },
      terminal: {
        cols: 200,
        data(terminal, bytes) {
          const before = shown.length;
          shown += Buffer.from(bytes).toString();
          if (before < 2000 && shown.length >= 2000) terminal.write("\x03");
        },
      },
    });
    expect(await child.exited).toBe(130);
    expect(shown).toMatch(/answer \d+ tokens, .*interrupted/);
  });
}
