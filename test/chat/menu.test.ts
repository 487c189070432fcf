import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { arrowDown, arrowUp, backspace, ctrlC, ctrlD, enter, tinyModel } from "../support/chat.ts";
import { inTerminal, patience } from "../support/terminal.ts";

setDefaultTimeout(patience);

const menu = /Hello, my name is.*Einstein.*pirate.*emojis.*Turkey.*Choose/s;

describe.skipIf(process.platform === "win32")("at a terminal", () => {
  test("the menu answers a predefined prompt and is there again; Ctrl-D leaves", async () => {
    const { code, shown } = await inTerminal(tinyModel, [
      [menu, `1${enter}`],
      [/tok\/s.*Turkey.*Choose/s, ctrlD],
    ]);
    expect(code).toBe(0);
    expect(shown).toMatch(/answer 8 tokens.*--max-tokens reached/s);
  });

  test("item 0 shows the metadata", async () => {
    const { shown } = await inTerminal(tinyModel, [
      [menu, `0${enter}`],
      [/layers\.2\.ffn_norm.*Choose/s, ctrlD],
    ]);
    expect(shown).toContain("query heads");
  });

  test("Ctrl-C at the menu is 130", async () => {
    expect((await inTerminal(tinyModel, [[menu, ctrlC]])).code).toBe(130);
  });

  test("what is no number is explained", async () => {
    const { shown } = await inTerminal(tinyModel, [
      [menu, `99${enter}`],
      [/Type a number.*Choose/s, ctrlD],
    ]);
    expect(shown).toContain("from 0 to 8");
  });

  test("a prompt as an argument is answered once, and the terminal is left as it was", async () => {
    const { code, raw } = await inTerminal([...tinyModel, "--raw", "Hello"], []);
    expect(code).toBe(0);
    // Whatever was hidden or saved has been put back
    expect(raw.split("\x1b7").length).toBe(raw.split("\x1b8").length);
    expect(raw).not.toContain("\x1b[?25l");
  });
});

describe.skipIf(process.platform === "win32")("the arrow keys", () => {
  test("mark an item, and Enter chooses it", async () => {
    const { shown } = await inTerminal(tinyModel, [
      [menu, arrowDown],
      [/› 0 {2}show/, arrowDown],
      [/› 1 {2}complete/, enter],
      [/tok\/s.*Turkey.*Choose/s, ctrlD],
    ]);
    expect(shown).toMatch(/Hello, my name is[^”].*prompt \d+ tokens/s);
  });

  test("go round, and from a number that was typed", async () => {
    const { code } = await inTerminal(tinyModel, [
      [menu, arrowUp],
      [/› 8 {2}chat/, arrowDown],
      [/› 0 {2}show/, `${backspace}4`],
      [/› 4 {2}chat.*pirate/s, arrowUp],
      [/› 3 {2}chat.*relativity/s, backspace],
      [/ 3 {2}chat.*relativity/s, ctrlD],
    ]);
    expect(code).toBe(0);
  });

  test("change nothing at a terminal without control sequences, where a number and Enter choose", async () => {
    const steps = [
      [/Choose 0 to 8: $/, `${arrowDown}${enter}`],
      [/Type a number.*Choose/s, `1${enter}`],
      [/tok\/s.*Turkey.*Choose/s, ctrlD],
    ] as const;
    const { code, raw } = await inTerminal(tinyModel, steps, { env: { TERM: "dumb" } });
    expect(code).toBe(0);
    expect(raw).not.toContain("\x1b");
  });

  test("Ctrl-C at such a terminal is 130 too", async () => {
    const options = { env: { TERM: "dumb" } };
    expect((await inTerminal(tinyModel, [[menu, ctrlC]], options)).code).toBe(130);
  });
});

describe.skipIf(process.platform === "win32")("the menu fits", () => {
  test("80 columns, with nothing cut off", async () => {
    const { shown } = await inTerminal(tinyModel, [[menu, ctrlD]], { cols: 80, rows: 24 });
    for (const line of shown.split(/[\r\n]+/)) expect(line.length).toBeLessThan(80);
    expect(shown).not.toContain("…");
    expect(shown).toContain("“Can you explain what is Theory of relativity?”");
  });

  test("140 columns, an item a row", async () => {
    const { shown } = await inTerminal(tinyModel, [[menu, ctrlD]], { cols: 140 });
    expect(shown).toMatch(/introduction” \/ “Can you explain/);
  });

  test("a window that was made narrower meanwhile", async () => {
    const { shown } = await inTerminal(tinyModel, [
      [menu, (_, terminal) => terminal.resize(60, 40)],
      [/Choose/, arrowDown],
      [/Turkey.*› 0 {2}show.*Choose.*0$/s, backspace],
      [/0 {2}show/, ctrlD],
    ]);
    const [, narrow] = shown.slice(shown.lastIndexOf("“Hello")).match(/^(.*your own)\r/s) ?? [];
    expect(narrow).toContain("“What is the flag of Turkey?”");
    for (const line of narrow.split("\r\n")) expect(line.length).toBeLessThan(60);
  });

  test("a monochrome terminal: NO_COLOR leaves the mark", async () => {
    const steps = [
      [menu, arrowDown],
      [/› 0 {2}show/, backspace],
      [/0 {2}show/, ctrlD],
    ] as const;
    const { raw } = await inTerminal(tinyModel, steps, { env: { NO_COLOR: "1" } });
    expect(raw).not.toMatch(/\x1b\[\d+m/);
  });
});
