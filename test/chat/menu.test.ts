import { describe, expect, test } from "bun:test";
import { arrowDown, arrowUp, backspace, ctrlC, ctrlD, enter, esc, menu, tinyModel } from "../support/chat.ts";
import { fixture } from "../support/reference.ts";
import { inTerminal } from "../support/terminal.ts";

describe.skipIf(process.platform === "win32")("at a terminal", () => {
  test("the menu answers a predefined prompt and is there again; Ctrl-D leaves", async () => {
    const { code, shown } = await inTerminal(tinyModel, [
      [menu, `1${enter}`],
      [/tok\/s.*Choose/s, ctrlD],
    ]);
    expect(code).toBe(0);
    expect(shown).toMatch(/Hello, my name is.*Einstein.*pirate.*emojis.*Turkey.*Choose/s);
    expect(shown).toMatch(/answer 8 tokens.*token limit reached/s);
  });

  test("the second menu is one row, so that the answer stays; ? shows all of it", async () => {
    const heights: number[] = [];
    const { shown, screen } = await inTerminal(
      [...tinyModel, "-n", "40"],
      [
        [menu, `4${enter}`],
        [
          /tok\/s.*Choose 0 to 8 \(\? lists them, q leaves\): $/s,
          (_, terminal, { screen }) => {
            heights.push(screen.findIndex((row) => row.startsWith("Choose")));
            expect(screen.join("\n")).toMatch(
              /System: You are a pirate\nYou: Explain what is.*\n\nAI: .*tok\/s.*\n\nChoose/s,
            );
            terminal.write("?");
          },
        ],
        [menu, arrowDown],
        [/› 0 {2}show/, ctrlD],
      ],
      { cols: 80, rows: 24 },
    );
    expect(shown.match(/Turkey/g)).toHaveLength(2);
    expect(screen.screen.join("\n")).toContain("› 0  show");
    expect(heights[0]).toBeLessThan(24);
  });

  test("the arrow keys show what they choose behind the question, when it is one row", async () => {
    const { shown } = await inTerminal(tinyModel, [
      [menu, `1${enter}`],
      [/tok\/s.*Choose/s, arrowUp],
      [/: 8 {2}chat on, with a system prompt of your own/, arrowUp],
      [/: 7 {2}complete a text of your own/, arrowUp],
      [/: 6 {2}chat “Answer with only one emoji” \/ “What is the flag/, `5${backspace}1${enter}`],
      [/tok\/s.*Choose/s, arrowDown],
      [/: 0 {2}show/, "?"],
      [menu, ctrlD],
    ]);
    expect(shown.match(/Hello, my name is/g)?.length).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ["q", "q"],
    ["Esc", esc],
    ["Ctrl-D", ctrlD],
    ["Ctrl-D after an arrow key", `${arrowDown}${ctrlD}`],
    ["q after an arrow key", `${arrowDown}q`],
    ["Esc after an arrow key", `${arrowDown}${esc}`],
    ["/exit", `/exit${enter}`],
  ])("%s leaves with 0", async (_, keys) => {
    const { code, shown } = await inTerminal(tinyModel, [[menu, keys]]);
    expect(code).toBe(0);
    expect(shown).toContain("q leaves: ");
  });

  test("a digit takes the place of the number that an arrow key chose", async () => {
    const { shown } = await inTerminal(tinyModel, [
      [menu, arrowDown.repeat(5)],
      [/› 4 {2}chat/, "5"],
      [/› 5 {2}chat.*5$/s, enter],
      [/Always answer with emojis.*tok\/s.*Choose/s, ctrlD],
    ]);
    expect(shown).not.toContain("Type a number");
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
      [/tok\/s.*Choose/s, ctrlD],
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
      [/Choose 0 to 8; q leaves: $/, `${arrowDown}99${enter}`],
      [/Type a number.*Choose/s, `?${enter}`],
      [menu, `1${enter}`],
      [/tok\/s.*Choose/s, ctrlD],
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

  test("a window that becomes narrower", async () => {
    const { screen } = await inTerminal(tinyModel, [
      [
        menu,
        (_, terminal, screen) => {
          screen.resize(60, 40);
          terminal.resize(60, 40);
        },
      ],
      [/Choose/, arrowDown],
      [/› 0 {2}show/, ctrlD],
    ]);
    const rows = screen.screen.join("\n");
    expect(rows).toMatch(/› 0 {2}show.*“What is the flag of Turkey\?”.*your own\nChoose.*: 0\n/s);
    // All of it once: what was there before has been erased
    expect(rows.match(/Turkey/g)).toHaveLength(1);
    for (const row of screen.screen) expect(row.length).toBeLessThan(60);
  });

  test("a window that is lower than the list, which is shown above", async () => {
    const { screen } = await inTerminal(
      tinyModel,
      [
        [menu, arrowDown],
        [/: 0 {2}show the model's metadata/, ctrlD],
      ],
      { cols: 80, rows: 10 },
    );
    expect(screen.scrolled.join("\n")).toContain("Hello, my name is");
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

describe.skipIf(process.platform === "win32")("without a prompt and with stderr redirected", () => {
  test.each([
    [
      "at a terminal the menu says why it is not shown",
      `"$0" "$@" 2>/dev/null; echo "code $?"`,
      /llama-nb: there is no prompt, and the menu.*code 2/s,
    ],
    [
      "in a file the reason is the usual error",
      `"$0" "$@" 2>&1 >/dev/null | cat; echo "code \${PIPESTATUS[0]}"`,
      /llama-nb: there is no prompt, and the menu.*code 2/s,
    ],
  ])("%s", async (_, script, message) => {
    const { shown } = await inTerminal(["-m", fixture("tiny-llama")], [], { script });
    expect(shown).toMatch(message);
    expect(shown.match(/there is no prompt/g)).toHaveLength(1);
  });
});
