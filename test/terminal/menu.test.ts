import { describe, expect, test } from "bun:test";
import { fixture } from "../support/reference.ts";
import { inTerminal } from "../support/terminal.ts";

const model = ["-m", fixture("tiny-llama"), "-n", "8"];
const menu = /Hello, my name is.*Einstein.*pirate.*emojis.*Turkey.*Choose/s;
const enter = "\r";
const ctrlD = "\x04";
const ctrlC = "\x03";

describe.skipIf(process.platform === "win32")("at a terminal", () => {
  test("the menu answers a predefined prompt and is there again; Ctrl-D leaves", async () => {
    const { code, shown } = await inTerminal(model, [
      [menu, `1${enter}`],
      [/tok\/s.*Turkey.*Choose/s, ctrlD],
    ]);
    expect(code).toBe(0);
    expect(shown).toMatch(/answer 8 tokens.*--max-tokens reached/s);
  });

  test("item 0 shows the metadata", async () => {
    const { shown } = await inTerminal(model, [
      [menu, `0${enter}`],
      [/layers\.2\.ffn_norm.*Choose/s, ctrlD],
    ]);
    expect(shown).toContain("query heads");
  });

  test("Ctrl-C at the menu is 130", async () => {
    expect((await inTerminal(model, [[menu, ctrlC]])).code).toBe(130);
  });

  test("what is no number is explained", async () => {
    const { shown } = await inTerminal(model, [
      [menu, `99${enter}`],
      [/Type a number.*Choose/s, ctrlD],
    ]);
    expect(shown).toContain("from 0 to 8");
  });

  test("a chat goes on, and a turn reads only what is new", async () => {
    const { code, shown } = await inTerminal(model, [
      [menu, `8${enter}`],
      [/System prompt/, `Be kind.${enter}`],
      [/You: /, `Hi there${enter}`],
      [/tok\/s.*You: /s, `And \\${enter}`],
      [/\.\.\. /, `then?${enter}`],
      [/known already.*You: /s, `/undo${enter}`],
      [/taken back.*You: /s, `/help${enter}`],
      [/\/retry.*You: /s, `/exit${enter}`],
      [menu, ctrlD],
    ]);
    expect(code).toBe(0);
    expect(shown).toContain("Be kind.");
  });

  test("a prompt as an argument is answered once, and the terminal is left as it was", async () => {
    const { code, raw } = await inTerminal([...model, "--raw", "Hello"], []);
    expect(code).toBe(0);
    // whatever was hidden or saved has been put back
    expect(raw.split("\x1b7").length).toBe(raw.split("\x1b8").length);
    expect(raw).not.toContain("\x1b[?25l");
  });
});
