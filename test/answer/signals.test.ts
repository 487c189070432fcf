import { describe, expect, test } from "bun:test";
import { fixture } from "../support/reference.ts";
import { start } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

const model = ["-m", fixture("tiny-llama")];
const menu = /Turkey.*Choose/s;
const signals: [NodeJS.Signals, number][] = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
];

/** Starts an answer, and does something after its first words. @returns all that was said, and the exit code */
async function afterFirstWords(args: string[], act: (child: ReturnType<typeof start>) => void) {
  const child = start([...model, ...args]);
  const reader = child.stdout.getReader();
  const decoder = new TextDecoder();
  let stdout = decoder.decode((await reader.read()).value, { stream: true });
  act(child);
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    stdout += decoder.decode(part.value, { stream: true });
  }
  return { stdout, stderr: await new Response(child.stderr).text(), code: await child.exited };
}

describe.skipIf(process.platform === "win32").each(signals)("%s", (signal, code) => {
  // The plain engine, so that the answer lasts
  const answer = ["--engine", "typescript", "--raw", "Once"];

  test("ends an answer that is kept, and with --json summed up", async () => {
    const ended = await afterFirstWords([...answer, "--json"], (child) => child.kill(signal));
    const lines = ended.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const summary = lines.pop();
    expect(summary).toMatchObject({
      type: "summary",
      stopReason: "interrupted",
      generatedTokens: lines.length,
    });
    expect({ ...ended, stdout: "" }).toEqual({ stdout: "", stderr: "", code });
  });

  test("leaves text with its line end", async () => {
    const ended = await afterFirstWords(answer, (child) => child.kill(signal));
    expect(ended.stdout).toMatch(/.\n$/s);
    expect({ ...ended, stdout: "" }).toEqual({ stdout: "", stderr: "", code });
  });

  test("puts the terminal back at the menu, and ends there", async () => {
    const ended = await signalled([], menu, signal);
    expect(ended.shown).toMatch(/ended with (\d+)/);
    expect(/ended with (\d+)/.exec(ended.shown)?.[1]).toBe(String(code));
    expect(ended.shown).toMatch(/ended with .*[^-]icanon.*[^-]echo /s);
    expect(ended.raw.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(ended.raw.lastIndexOf("\x1b[?2004h"));
  });

  test("takes the status line of an answer away", async () => {
    const ended = await signalled(answer, /token \d+/, signal);
    expect(/ended with (\d+)/.exec(ended.shown)?.[1]).toBe(String(code));
    expect(ended.screen.screen.join("\n")).not.toMatch(/token \d/);
    const [before] = ended.raw.split("ended with");
    // Every saved cursor is restored
    expect(before.split("\x1b7").length).toBe(before.split("\x1b8").length);
  });
});

/** Sends a signal to the program at a terminal, after which a shell tells its exit code and the terminal's modes. */
function signalled(args: string[], waitFor: RegExp, signal: NodeJS.Signals) {
  const script = `trap "" HUP; (trap - HUP; echo "process $BASHPID"; exec "$0" "$@"); echo "ended with $?"; stty -a`;
  const kill = (shown: string) => void process.kill(Number(/process (\d+)/.exec(shown)![1]), signal);
  return inTerminal([...model, ...args], [[waitFor, kill]], { script });
}

describe.skipIf(process.platform === "win32")("a terminal that is closed", () => {
  test.each<[string, string[], RegExp]>([
    ["at the menu", [], menu],
    ["while an answer comes", ["--engine", "typescript", "--raw", "Once"], /token \d+/],
  ])("%s ends the program", async (_, args, waitFor) => {
    const { code } = await inTerminal([...model, ...args], [[waitFor, (_, terminal) => terminal.close()]]);
    expect(code).toBe(129);
  });
});

describe.skipIf(process.platform !== "linux")("nohup", () => {
  test("lets an answer go on when the terminal is closed", async () => {
    const child = Bun.spawn(
      ["nohup", process.execPath, "src/main.ts", ...model, "--raw", "--json", "-n", "60", "Once"],
      { stdin: null, stderr: "ignore" },
    );
    let stdout = "";
    for await (const part of child.stdout) {
      if (stdout === "") child.kill("SIGHUP");
      stdout += new TextDecoder().decode(part);
    }
    expect(await child.exited).toBe(0);
    expect(stdout).toContain('"stopReason":"max_tokens"');
  });
});
