import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answered, ctrlC, ctrlD, enter, intoChat, menu, said, tinyModel } from "../support/chat.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";
import { inTerminal, patience } from "../support/terminal.ts";

setDefaultTimeout(patience);

describe.skipIf(process.platform === "win32")("a chat", () => {
  test("goes on, and a turn reads only what is new", async () => {
    const { code, shown } = await inTerminal(tinyModel, [
      [menu, `8${enter}`],
      [/System prompt/, `Be kind.${enter}`],
      [/You: /, `Hi there${enter}`],
      [answered, `And \\${enter}`],
      [/\.\.\. /, `then?${enter}`],
      [/known already.*You: /s, `/undo${enter}`],
      [/taken back.*You: /s, `/help${enter}`],
      [/\/retry.*You: /s, `/exit${enter}`],
      [menu, ctrlD],
    ]);
    expect(code).toBe(0);
    expect(shown).toContain("Be kind.");
  });

  test("reuses all of an answer, whose text might be encoded in other tokens", async () => {
    const { shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `Hi${enter}`],
      [answered, `Ho${enter}`],
      [answered, ctrlD],
    ]);
    const [, prompt, answer] = shown.match(/prompt (\d+) tokens, .*?answer (\d+) tokens/s) ?? [];
    // The last token of the answer was never read, since nothing was to come after it
    expect(shown).toContain(`(${Number(prompt) + Number(answer) - 1} known already)`);
  });

  test("is saved, and goes on from the file", async () => {
    const path = join(temporaryFolder(), "a chat.json");
    const { shown } = await inTerminal(tinyModel, [
      [menu, `8${enter}`],
      [/System prompt/, `Be kind.${enter}`],
      [/You: /, `Hi there${enter}`],
      [answered, `/save ${path}${enter}`],
      [/saved 2 messages.*You: /s, `/system Be rude.${enter}`],
      [/Be rude.*You: /s, `/load ${path}${enter}`],
      [/loaded 2 messages, system prompt: Be kind\..*You: /s, `More${enter}`],
      [answered, `/save ${path}${enter}`],
      [/saved 4 messages.*You: /s, ctrlD],
    ]);
    expect(shown).not.toContain("llama-nb:");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: 1, system: "Be kind." });
    expect(said(path, "user")).toEqual(["Hi there", "More"]);
  });

  test("goes on when a command fails, in one line each", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "notes.txt"), "mine");
    const { code, shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/rtry${enter}`],
      [/did you mean \/retry\?.*You: /s, `/save${enter}`],
      [/which file\?.*You: /s, `/save ${folder}/notes.txt${enter}`],
      [/no saved chat.*You: /s, `/save ${folder}/none/chat.json${enter}`],
      [/none\/chat\.json: cannot be written.*You: /s, `/load ${folder}/notes.txt${enter}`],
      [/is no JSON.*You: /s, `/load ${folder}/none${enter}`],
      [/cannot be read.*You: /s, `/temp hot${enter}`],
      [/number from 0 up.*You: /s, `/undo${enter}`],
      [/nothing to take back.*You: /s, `Hi${enter}`],
      [answered, ctrlD],
    ]);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
    expect(shown.match(/llama-nb: /g)).toHaveLength(7);
  });

  test("changes its temperature, and tells its numbers", async () => {
    const { shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/temp 0.7${enter}`],
      [/temperature 0\.7.*You: /s, `Hi${enter}`],
      [answered, `/stats${enter}`],
      [/written.*You: /s, ctrlD],
    ]);
    expect(shown).toMatch(/messages +2\r\n.*temperature +0\.7\r\n.*written +8 tokens, /s);
  });

  test("says that the context gets full, and then drops the oldest turns but not the system prompt", async () => {
    const path = join(temporaryFolder(), "chat.json");
    const { shown } = await inTerminal(
      [...tinyModel, "-c", "120", "-n", "4"],
      [
        [menu, `8${enter}`],
        [/System prompt/, `S${enter}`],
        [/You: /, `one${enter}`],
        [answered, `two${enter}`],
        [answered, `three${enter}`],
        [answered, `four${enter}`],
        [answered, `five${enter}`],
        [answered, `six${enter}`],
        [answered, `${"too long ".repeat(50)}${enter}`],
        [/the prompt has \d+ tokens, but the context holds 120.*You: /s, `/save ${path}${enter}`],
        [/saved 12 messages.*You: /s, `/stats${enter}`],
        [/no longer sees.*You: /s, ctrlD],
      ],
    );
    const warning = shown.indexOf("of the context's 120 tokens are left");
    const dropping = shown.indexOf("does not see the oldest");
    expect(warning).toBeGreaterThan(0);
    expect(dropping).toBeGreaterThan(warning);
    expect(said(path, "user")[0]).toBe("one");
  });

  test("Ctrl-C ends an answer and keeps it, and the next turn goes on from there", async () => {
    const long = ["-m", fixture("tiny-llama"), "--engine", "typescript"];
    const path = join(temporaryFolder(), "chat.json");
    const { code, shown } = await inTerminal(long, [
      ...intoChat,
      [/You: /, `Hi${enter}`],
      [/token \d\d/, ctrlC],
      [/interrupted.*You: /s, `Ho${enter}`],
      [/token \d\d/, ctrlC],
      [/known already.*interrupted.*You: /s, `/save ${path}${enter}`],
      [/saved 4 messages.*You: /s, ctrlD],
    ]);
    expect(code).toBe(0);
    const [, prompt, answer] = shown.match(/prompt (\d+) tokens, .*?answer (\d+) tokens/s) ?? [];
    const [, reused] = shown.match(/\((\d+) known already\)/) ?? [];
    expect(Number(reused)).toBeGreaterThanOrEqual(Number(prompt) + Number(answer) - 1);
    expect(said(path, "assistant")[0].length).toBeGreaterThan(10);
  });
});
