import { expect, test } from "bun:test";
import { join } from "node:path";
import { run } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

// Control characters, C1 and bidirectional marks in a path that the message repeats
const path = join("/none", "\x1b[31m\x9b2J\u202e\u2028", "words ".repeat(30));

test("what is foreign in a message is shown, not obeyed, and in a pipe it is one line", async () => {
  const { stderr } = await run(["-m", path, "hi"]);
  expect(stderr).toMatch(/^llama-nb: [^\n]*\n$/);
  expect(stderr).toContain("\\u{1b}[31m\\u{9b}2J\\u{202e}\\u{2028}");
  expect(stderr).not.toMatch(/[\x1b\x9b\u202e\u2028]/);
});

test("the same message comes as often as it is said, at once", () => {
  const script = `
    import { createLog } from "./src/terminal/log.ts";
    const log = createLog({ color: "never", verbose: false, quiet: false });
    for (let n = 0; n < 20; n++) log.error("again");
    process.exit(0);`;
  const { stderr } = Bun.spawnSync([process.execPath, "-e", script], { cwd: join(import.meta.dir, "../..") });
  expect(stderr.toString()).toBe("llama-nb: again\n".repeat(20));
});

test.skipIf(process.platform === "win32")("at a terminal a message is broken at words", async () => {
  const { screen } = await inTerminal(["-m", path, "hi"], [], { cols: 40 });
  const rows = screen.screen.filter((row) => row !== "");
  expect(rows.length).toBeGreaterThan(4);
  for (const row of rows) {
    expect(row.length).toBeLessThan(40);
    expect(row).not.toMatch(/^ord|^rds|wor$/);
  }
});
