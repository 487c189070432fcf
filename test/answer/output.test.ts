import { describe, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";

// A busy machine may take longer than bun's five seconds
const model = fixture("tiny-llama");

/** What bash prints when it runs a script in which $LLAMA is the program. */
async function bash(script: string, env: Record<string, string | undefined> = {}) {
  const child = Bun.spawn(["bash", "-c", script], {
    stdin: null,
    stderr: "pipe",
    env: { ...process.env, LLAMA: `${process.execPath} src/main.ts`, MODEL: model, ...env },
  });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { stdout, stderr, code: await child.exited };
}

const commands = [
  "--help",
  "--version",
  "completions zsh",
  "inspect -m $MODEL",
  "inspect -m $MODEL --json",
  "tokenize -m $MODEL hi",
  "bench -m $MODEL -n 2 --prompt-tokens 2",
  "-m $MODEL --raw -n 5 hi",
  "-m $MODEL --raw -n 5 --json hi",
];

describe.skipIf(process.platform !== "linux")("a full disk is one line and exit code 1", () => {
  test.each(commands)("%s", async (command) => {
    const { code, stderr } = await bash(`$LLAMA ${command} > /dev/full`);
    expect(stderr).toMatch(/^llama-nb: standard output: [^\n]*no space left[^\n]*\n$/);
    expect(code).toBe(1);
  });
});

describe.skipIf(process.platform === "win32")("a closed pipe ends it quietly", () => {
  test.each([
    ["in the middle of an answer", "$LLAMA -m $MODEL --raw -n 400 hi | head -c 3 > /dev/null"],
    ["in the middle of lines of JSON", "$LLAMA -m $MODEL --raw -n 400 --json hi | head -n 2 > /dev/null"],
    ["before anything is written", "$LLAMA inspect -m $MODEL | true"],
    [
      "in the middle of much",
      "yes wind | head -c 300000 | $LLAMA tokenize -m $MODEL | head -n 1 > /dev/null",
    ],
  ])("%s", async (_, pipeline) => {
    const { stdout, stderr } = await bash(`${pipeline}; echo "\${PIPESTATUS[@]: -2:1}"`);
    expect(stderr).toBe("");
    expect(["0\n", "141\n"]).toContain(stdout);
  });
});

describe.skipIf(process.platform === "win32")("an answer comes although its timings cannot be shown", () => {
  const answer = "$LLAMA -m $MODEL --raw -n 5 -v hi";

  test.each([
    ["a closed pipe", `${answer} 2> >(true)`],
    ["a closed stderr", `${answer} 2>&-`],
    ...(process.platform === "linux" ? [["a full disk", `${answer} 2> /dev/full`]] : []),
  ])("%s", async (_, command) => {
    const want = await run(["-m", model, "--raw", "-n", "5", "hi"]);
    expect(await bash(command)).toEqual({ code: 0, stdout: want.stdout, stderr: "" });
  });

  test("and a usage error keeps its exit code", async () => {
    expect((await bash(`$LLAMA --nonsense 2>&1 | true; echo "\${PIPESTATUS[0]}"`)).stdout).toBe("2\n");
  });
});

describe.skipIf(process.platform === "win32")("a home is not needed", () => {
  const readOnly = temporaryFolder();
  chmodSync(readOnly, 0o500);

  test.each<[string, string | undefined]>([
    ["none", undefined],
    ["one that is not there", "/proc/none"],
    ["one that cannot be written to", readOnly],
  ])("%s", async (_, home) => {
    const want = await run(["-m", model, "--raw", "-n", "5", "hi"]);
    const state = { XDG_STATE_HOME: undefined, XDG_CACHE_HOME: undefined, XDG_CONFIG_HOME: undefined };
    const got = await bash("$LLAMA -m $MODEL --raw -n 5 hi", { HOME: home, ...state });
    expect(got).toEqual({ code: 0, stdout: want.stdout, stderr: "" });
  });
});
