import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";

// A busy machine may take longer than bun's five seconds
const model = fixture("tiny-llama");

interface Event {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Record<string, unknown>;
}

test("a trace has every operation of every rank, within its pass", async () => {
  const path = join(temporaryFolder(), "trace.json");
  const { code } = await run(["-m", model, "--raw", "-n", "2", "-t", "2", "--trace", path, "hello"]);
  expect(code).toBe(0);
  const { traceEvents }: { traceEvents: Event[] } = JSON.parse(readFileSync(path, "utf8"));
  expect(traceEvents.filter(({ ph }) => ph === "M").map(({ args }) => args.name)).toEqual([
    "llama-nb",
    "rank 0",
    "rank 1",
  ]);
  for (const rank of [0, 1]) {
    const own = traceEvents.filter(({ ph, tid }) => ph === "X" && tid === rank);
    const passes = own.filter(({ cat }) => cat === "forward");
    // The prompt, then the first token; nothing is read after the second
    expect(passes.map(({ args }) => args)).toEqual([
      { tokens: 4, position: 0 },
      { tokens: 1, position: 4 },
    ]);
    for (const pass of passes) {
      const within = own.filter(({ ts, dur }) => ts >= pass.ts && ts + dur <= pass.ts + pass.dur);
      const operations = within.filter(({ cat }) => cat === "operation").map(({ name }) => name);
      // 15 operations in each of 3 layers, and the three around them
      expect(operations).toHaveLength(3 * 15 + 3);
      expect(operations.slice(0, 4)).toEqual([
        "tok_embeddings",
        "layers.0.attention_norm",
        "layers.0.attention.wq",
        "layers.0.attention.wk",
      ]);
      expect(operations.slice(-3)).toEqual(["layers.2", "norm", "output"]);
      expect(within.some(({ cat }) => cat === "barrier")).toBe(true);
    }
  }
});

test.each([
  [join("nowhere", "t.json"), /^llama-nb: nowhere.t\.json: the trace cannot be written \(ENOENT\); .+\n$/],
  // Linux has it
  ...(process.platform === "linux"
    ? [["/dev/full", /^llama-nb: \/dev\/full: the trace cannot be written \(ENOSPC\); .+\n$/] as const]
    : []),
])("a trace that cannot be written to %s is told in one line", async (path, message) => {
  const { code, stderr } = await run(["-m", model, "--raw", "-n", "2", "--trace", path, "hello"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});
