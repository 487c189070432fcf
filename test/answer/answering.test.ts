import { describe, expect, test } from "bun:test";
import { ctrlC, ctrlD, enter, menu } from "../support/chat.ts";
import type { Emulator } from "../support/emulator.ts";
import { fixture, readReference } from "../support/reference.ts";
import { run } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

describe.skipIf(process.platform === "win32")("the status line", () => {
  const args = ["-m", fixture("tiny-llama"), "--engine", "typescript", "-n", "1"];

  test("is there while a prompt is read, with the layer, wherever the cursor is", async () => {
    // Thirty rows of the terminal's hundred columns
    const { shown } = await inTerminal(args, [
      [menu, `7${enter}`],
      [/Text to complete/, `${"word ".repeat(600)}${enter}`],
      [/tok\/s.*Choose/s, ctrlD],
    ]);
    expect(shown).toMatch(/reading the prompt: \d+ of \d+ tokens.* layer \d of 3/);
  });

  test.each([
    ["in the middle of the screen", 40],
    ["at its bottom", 16],
  ])("stays steadily below an answer, %s, and leaves nothing behind", async (_, rows) => {
    const looks: boolean[] = [];
    const isAnswering = (screen: Emulator): boolean =>
      screen.screen.some((row) => row.startsWith("Hello, my name is")) &&
      !screen.screen.join("").includes("token limit");
    const { screen } = await inTerminal(
      ["-m", fixture("tiny-llama"), "--engine", "typescript", "-n", "400"],
      [
        [menu, `1${enter}`],
        [/token limit.*Choose/s, ctrlD],
      ],
      {
        cols: 60,
        rows,
        watch(screen) {
          const status = screen.screen.findIndex((row) => /^(reading the prompt|token \d)/.test(row));
          if ((looks.length === 0 && status < 0) || !isAnswering(screen)) return;
          // Directly below the cursor, and the last on the screen
          looks.push(status === screen.row + 1);
          if (looks.at(-1)) expect(screen.screen.slice(status + 1).join("")).toBe("");
        },
      },
    );
    const streaming = looks.slice(0, looks.lastIndexOf(true));
    expect(streaming.length).toBeGreaterThan(10);
    // A piece may end within a row, before the line is drawn again
    expect(streaming.filter((isThere) => !isThere).length).toBeLessThan(streaming.length / 20);
    expect([...screen.scrolled, ...screen.screen].join("\n")).not.toMatch(/^(reading the prompt|token \d)/m);
    expect(screen.unknown).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("an answer at a terminal", () => {
  test("is broken at words", async () => {
    const { screen } = await inTerminal(
      ["-m", "demo", "--raw", "-q", "-n", "80", "Once upon a time there was"],
      [],
      { cols: 30 },
    );
    const text = (await run(["-m", "demo", "--raw", "-n", "80", "Once upon a time there was"])).stdout;
    const rows = [...screen.scrolled, ...screen.screen].filter((row) => row !== "");
    const words = new Set(text.split(/\s+/));
    for (const word of rows.join(" ").split(" ")) expect(words).toContain(word);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(30);
  });

  test("is exactly what the model wrote elsewhere", async () => {
    const { reference } = readReference("tiny-llama");
    const { ids, greedy, greedy_text: text } = reference.prompts[0];
    const { stdout } = await run([
      "-m",
      fixture("tiny-llama"),
      "--ids",
      ids.join(),
      "-n",
      String(greedy.length),
    ]);
    expect(stdout).toBe(`${text}\n`);
  });
});

test.skipIf(process.platform === "win32")("Ctrl-C while a prompt is read counts what was read", async () => {
  const { shown } = await inTerminal(
    ["-m", fixture("tiny-llama"), "--engine", "typescript"],
    [
      [menu, `7${enter}`],
      [/Text to complete/, `${"word ".repeat(1500)}${enter}`],
      [/reading the prompt: [1-9]\d* of/, ctrlC],
      [/interrupted.*Choose/s, ctrlD],
    ],
  );
  const [, read, all] = /prompt (\d+) of (\d+) tokens/.exec(shown) ?? [];
  expect(Number(read)).toBeGreaterThan(0);
  expect(Number(read)).toBeLessThan(Number(all));
  // Whole batches
  expect(Number(read) % 192).toBe(0);
});

test.skipIf(process.platform === "win32")(
  "control characters of an answer are shown at a terminal, not obeyed",
  async () => {
    const { reference } = readReference("tiny-llama");
    const { ids, greedy, greedy_text: text } = reference.prompts[0];
    expect(text).toContain("\x0f");
    const args = ["-m", fixture("tiny-llama"), "--ids", ids.join(), "-n", String(greedy.length)];
    const { raw } = await inTerminal(args, []);
    expect(raw).toContain("␏");
    expect(raw).not.toContain("\x0f");
  },
);
