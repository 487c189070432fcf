import { describe, expect, test } from "bun:test";
import { answered, ctrlD, ctrlZ, enter, intoChat, menu, tinyModel } from "../support/chat.ts";
import { fixture } from "../support/reference.ts";
import { inTerminal } from "../support/terminal.ts";

const states = `stty -a | grep -q -- -icanon && echo raw || echo cooked`;
/**
 * A shell that starts the program, tells the terminal's state when it is stopped, and continues it. Before that it sets the
 * terminal up for itself, as a shell with a person at it does.
 */
const withShell = `set -m; sh -c 'echo pid $$; exec "$0" "$@"' "$0" "$@"; ${states}; stty sane; fg; echo code $?; ${states}`;

/** The process that the shell named. */
function pidOf(shown: string): number {
  return Number(/pid (\d+)/.exec(shown)?.[1]);
}

describe.skipIf(process.platform === "win32")("the terminal is put back", () => {
  test.each(["SIGTERM", "SIGHUP"] as const)("%s at a question", async (signal) => {
    const script = `sh -c 'echo pid $$; exec "$0" "$@"' "$0" "$@"; echo code $?; ${states}`;
    const kill = (shown: string) => process.kill(pidOf(shown), signal);
    const { shown, raw } = await inTerminal(tinyModel, [[menu, kill]], { script });
    expect(shown).toMatch(signal === "SIGTERM" ? /code 143\s+cooked/ : /code 129\s+cooked/);
    expect(raw.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(raw.lastIndexOf("\x1b[?2004h"));
  });

  test("Ctrl-Z gives the terminal to the shell, and takes it again with what was typed", async () => {
    const { shown, screen } = await inTerminal(
      tinyModel,
      [
        ...intoChat,
        [/You: /, "Hi the"],
        [/Hi the/, ctrlZ],
        // The shell's states, then our question again
        [/cooked.*You: Hi the/s, `re${enter}`],
        [answered, ctrlD],
      ],
      { script: withShell },
    );
    expect(shown).toMatch(/code 0\s+cooked/);
    expect(screen.screen.join("\n").match(/^You: Hi there$/gm)).toHaveLength(1);
  });

  test("SIGTSTP from outside does the same at a question", async () => {
    const { shown } = await inTerminal(
      tinyModel,
      [
        ...intoChat,
        [/You: /, "Hi the"],
        [/Hi the/, (shown) => void process.kill(pidOf(shown), "SIGTSTP")],
        [/cooked.*You: Hi the/s, `re${enter}`],
        [answered, ctrlD],
      ],
      { script: withShell },
    );
    expect(shown).toMatch(/code 0\s+cooked/);
  });

  test.each([
    ["Ctrl-Z", (_: string, terminal: Bun.Terminal) => void terminal.write(ctrlZ)],
    ["SIGTSTP", (shown: string) => void process.kill(pidOf(shown), "SIGTSTP")],
  ])("%s while an answer streams stops it, and it goes on where it was", async (_, stop) => {
    const slow = ["-m", fixture("tiny-llama"), "--engine", "typescript", "-n", "400"];
    const { shown } = await inTerminal(
      slow,
      [...intoChat, [/You: /, `Hi${enter}`], [/token \d/, stop], [/cooked.*token \d.*tok\/s.*You: /s, ctrlD]],
      { script: withShell },
    );
    expect(shown).toMatch(/code 0\s+cooked/);
    expect(shown).toContain("answer 400 tokens");
  });

  test("SIGSTOP, which no program is told of: SIGCONT takes the terminal again", async () => {
    const { shown } = await inTerminal(
      tinyModel,
      [
        ...intoChat,
        [/You: /, "Hi the"],
        [/Hi the/, (shown) => void process.kill(pidOf(shown), "SIGSTOP")],
        [
          /raw.*You: Hi the/s,
          (shown, terminal) => {
            if (process.platform === "linux") {
              const { stdout } = Bun.spawnSync(["stty", "-a", "-F", `/proc/${pidOf(shown)}/fd/0`]);
              expect(stdout.toString()).toContain("-icanon");
            }
            terminal.write(`re${enter}`);
          },
        ],
        [answered, ctrlD],
      ],
      { script: withShell },
    );
    expect(shown).toMatch(/code 0\s+cooked/);
  });

  test("Ctrl-Z without a shell to go back to changes nothing", async () => {
    const { code } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `Hi${ctrlZ} there${enter}`],
      [answered, ctrlD],
    ]);
    expect(code).toBe(0);
  });
});
