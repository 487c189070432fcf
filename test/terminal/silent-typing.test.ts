import { describe, expect, test } from "bun:test";
import { fixture } from "../support/reference.ts";
import { inTerminal } from "../support/terminal.ts";

describe.skipIf(process.platform === "win32")("what is typed while one answer streams", () => {
  const slow = ["-m", fixture("tiny-llama"), "--engine", "typescript", "-n", "300", "--raw", "Hi"];

  test("does not show in it, and the shell gets it", async () => {
    const { shown } = await inTerminal(slow, [[/token \d/, "for the shell\r"]], {
      script: `"$0" "$@"; read line; echo "got: $line"; stty -a`,
    });
    expect(shown).toContain("got: for the shell");
    expect(shown.match(/for the shell/g)).toHaveLength(1);
    expect(shown).toMatch(/[^-]echo /);
  });

  test.each(["SIGTERM", "SIGINT", "SIGTSTP"] as const)(
    "%s leaves a terminal that shows it",
    async (signal) => {
      const script = `set -m; sh -c 'echo pid $$; exec "$0" "$@"' "$0" "$@"; stty -a; kill -KILL %1 2>/dev/null`;
      const kill = (shown: string): void => {
        process.kill(Number(/pid (\d+)/.exec(shown)?.[1]), signal);
      };
      const { shown } = await inTerminal(slow, [[/token \d/, kill]], { script });
      expect(shown).toMatch(/speed .*[^-]icanon.*[^-]echo /s);
    },
  );

  test("does not stop a program in the background", async () => {
    const script = `set -m; "$0" "$@" & wait %1; echo "code $?"`;
    const { shown } = await inTerminal([...slow, "-n", "5"], [], { script });
    expect(shown).toContain("code 0");
  });
});
