import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { answered, ctrlD, ctrlZ, enter, intoChat, menu, tinyModel } from "../support/chat.ts";
import { inTerminal, patience } from "../support/terminal.ts";

setDefaultTimeout(patience);

describe.skipIf(process.platform === "win32")("the terminal is put back", () => {
  const states = `stty -a | grep -q -- -icanon && echo raw || echo cooked`;
  test.each(["SIGTERM", "SIGHUP"] as const)("%s at a question", async (signal) => {
    const script = `sh -c 'echo pid $$; exec "$0" "$@"' "$0" "$@"; echo code $?; ${states}`;
    const kill = (shown: string) => process.kill(Number(shown.match(/pid (\d+)/)?.[1]), signal);
    const { shown, raw } = await inTerminal(tinyModel, [[menu, kill]], { script });
    expect(shown).toMatch(signal === "SIGTERM" ? /code 143\s+cooked/ : /code 129\s+cooked/);
    expect(raw.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(raw.lastIndexOf("\x1b[?2004h"));
  });

  test("Ctrl-Z gives the terminal to the shell, and takes it again with what was typed", async () => {
    const script = `set -m; "$0" "$@"; ${states}; fg; echo code $?; ${states}`;
    const { shown } = await inTerminal(
      tinyModel,
      [
        ...intoChat,
        [/You: /, "Hi the"],
        [/Hi the/, ctrlZ],
        // The shell's states, then our question again
        [/cooked.*You: Hi the/s, `re${enter}`],
        [answered, ctrlD],
      ],
      { script },
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
