import { describe, expect, test } from "bun:test";
import { fixture } from "../../support/reference.ts";
import { inTerminal } from "../../support/terminal.ts";

const pass = ["see", "pass", "-m", fixture("tiny-llama"), "--raw", "hello world"];
const key = {
  enter: "\r",
  right: "\x1b[C",
  left: "\x1b[D",
  up: "\x1b[A",
  down: "\x1b[B",
  home: "\x1b[H",
  end: "\x1b[F",
};
const screens = { begin: "\x1b[?1049h", end: "\x1b[?1049l", cursor: "\x1b[?25h" };

/** A command that says whether the terminal takes lines and shows what is typed. */
const echoModes = 'stty -a | tr " ;" "\\n\\n" | grep -x -e icanon -e echo';

/** Expects that the terminal is as it was. */
function expectRestored(raw: string): void {
  expect(raw.split(screens.begin).length).toBe(raw.split(screens.end).length);
  expect(raw.lastIndexOf(screens.end)).toBeGreaterThan(raw.lastIndexOf(screens.begin));
  expect(raw.lastIndexOf(screens.cursor)).toBeGreaterThan(raw.lastIndexOf("\x1b[?25l"));
}

describe.skipIf(process.platform === "win32")("see pass at a terminal", () => {
  test("goes on and back, to the beginning and the end, and is left with q", async () => {
    // 3 pages, block 0, block 1 as a whole, block 2, 3 pages
    const { code, raw } = await inTerminal(pass, [
      [/The text.* 1\/41/s, key.enter],
      [/Tokens and their ids.* 2\/41/s, key.right],
      [/A vector for every token.* 3\/41/s, key.down],
      [/common scale.* 4\/41/s, key.left],
      [/A vector for every token.* 3\/41/s, key.up],
      [/Tokens and their ids.* 2\/41/s, key.end],
      [/The choice.* 41\/41/s, key.home],
      [/The text.* 1\/41/s, "q"],
    ]);
    expect(code).toBe(0);
    expectRestored(raw);
  });

  test("opens and closes a block", async () => {
    const { code } = await inTerminal(
      [...pass, "--step", "layers.1"],
      [
        [/Block 1 as a whole.*b open/s, "b"],
        [/layers\.1\.attention_norm.*b close/s, key.enter],
        [/layers\.1\.attention\.wq.* 22\/57/s, "b"],
        [/Block 1 as a whole.*b open/s, "q"],
      ],
    );
    expect(code).toBe(0);
  });

  test("several keys at once", async () => {
    const { code } = await inTerminal(pass, [
      [/ 1\/41/, `${key.enter}${key.enter} ${key.right}`],
      [/ 5\/41/, "qqq"],
    ]);
    expect(code).toBe(0);
  });

  test.each([
    ["Escape", "\x1b", 0],
    ["Ctrl-D", "\x04", 0],
    ["Ctrl-C", "\x03", 130],
  ] as const)("%s leaves it, and the terminal is as it was", async (_, typed, want) => {
    const { code, raw } = await inTerminal(pass, [[/ 1\/41/, typed]], {
      script: `"$0" "$@"; code=$?; ${echoModes}; exit $code`,
    });
    expect(code).toBe(want);
    expectRestored(raw);
    expect(raw.slice(raw.lastIndexOf(screens.end))).toMatch(/icanon\s+echo/);
  });

  test("a signal ends it, and the terminal is as it was", async () => {
    const stop = (shown: string): void => {
      process.kill(Number(/pid (\d+)/.exec(shown)?.[1]), "SIGTERM");
    };
    const { code, raw } = await inTerminal(pass, [[/ 1\/41/, stop]], {
      script: `"$0" "$@" </dev/tty & echo "pid $!"; wait $!; code=$?; ${echoModes}; exit $code`,
    });
    expect(code).toBe(143);
    expectRestored(raw);
    expect(raw.slice(raw.lastIndexOf(screens.end))).toMatch(/icanon\s+echo/);
  });

  test("a window that changes is drawn anew", async () => {
    const { code } = await inTerminal(
      pass,
      [
        [/ 1\/41/, (_, terminal) => terminal.resize(60, 20)],
        [/ 1\/41/, "q"],
      ],
      { cols: 120 },
    );
    expect(code).toBe(0);
  });

  test("is plain text where stdin is no terminal, or the terminal understands no control sequences", async () => {
    const piped = await inTerminal(pass.slice(0, 5), [], { script: 'echo hello | "$0" "$@"' });
    expect([piped.code, piped.raw.includes(screens.begin)]).toEqual([0, false]);
    expect(piped.shown).toContain("The choice");
    const dumb = await inTerminal(pass, [], { env: { TERM: "dumb" } });
    expect([dumb.code, dumb.raw.includes("\x1b")]).toEqual([0, false]);
  });
});
