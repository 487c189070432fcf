import { describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answered, ctrlC, ctrlD, enter, intoChat, menu, said, tab, tinyModel } from "../support/chat.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

const folder = temporaryFolder();
let files = 0;
/** A path where nothing is yet. */
const newPath = (): string => join(folder, `${++files}.json`);

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
      [/Choose/, ctrlD],
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
    const path = join(folder, "a chat.json");
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
    writeFileSync(join(folder, "notes.txt"), "mine");
    Bun.spawnSync(["mkfifo", join(folder, "pipe")]);
    const { code, shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/rtry${enter}`],
      [/did you mean \/retry\?.*You: /s, `/save${enter}`],
      [/which file\?.*You: /s, `/save ${folder}/notes.txt${enter}`],
      [/no saved chat.*You: /s, `/save ${folder}/none/chat.json${enter}`],
      [/cannot be written: its folder.*You: /s, `/save ${folder}/notes.txt/chat.json${enter}`],
      [/a part of the path is\s+not a folder.*You: /s, `/save ${folder}/${"x".repeat(300)}${enter}`],
      [/the\s+name\s+is\s+too\s+long.*You: /s, `/load ${folder}/notes.txt${enter}`],
      [/is no JSON.*You: /s, `/load ${folder}/none${enter}`],
      [/is not there.*You: /s, `/load ${folder}/pipe${enter}`],
      [/is a pipe, not a file.*You: /s, `/load /dev/zero${enter}`],
      [/is a device.*You: /s, `/temp hot${enter}`],
      [/number from 0 up.*You: /s, `/undo${enter}`],
      [/nothing to take back.*You: /s, `Hi${enter}`],
      [answered, ctrlD],
    ]);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
    expect(shown.match(/llama-nb:/g)).toHaveLength(11);
  });

  test("changes its temperature, and tells its numbers", async () => {
    const { shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/temp 0.7${enter}`],
      [/temp +0\.7.*You: /s, `Hi${enter}`],
      [answered, `/stats${enter}`],
      [/written.*You: /s, ctrlD],
    ]);
    expect(shown).toMatch(/messages +2\r\n.*temperature +0\.7\r\n.*written +8 tokens, /s);
  });

  test("shows and changes how tokens are chosen, system prompt and seed", async () => {
    const { shown } = await inTerminal(
      [...tinyModel, "--seed", "5"],
      [
        [menu, `8${enter}`],
        [/System prompt/, `Be kind.${enter}`],
        [/You: /, `/set top-k 3${enter}`],
        [/top-k +3 .*You: /s, `/set${enter}`],
        [/temp +0 .*top-k +3 .*top-p +1 .*min-p +0 .*seed +5 .*You: /s, `/set temp 1${enter}`],
        [/temp +1 .*You: /s, `/stats${enter}`],
        [/system prompt +Be kind\..*seed +5\r.*You: /s, `/set seed none${enter}`],
        [/seed +\d+ .*You: /s, `/set heat 3${enter}`],
        [/no setting heat.*You: /s, ctrlD],
      ],
    );
    expect(shown).not.toContain("started over");
  });

  test("shows its system prompt without a word lost, and starts over with another or none", async () => {
    const path = newPath();
    await inTerminal(tinyModel, [
      [menu, `8${enter}`],
      [/System prompt/, `Be kind.${enter}`],
      [/You: /, `Hi${enter}`],
      [answered, `/system${enter}`],
      [/system prompt: Be kind\..*You: /s, `/save ${path}${enter}`],
      [/saved 2 messages.*You: /s, `/system none${enter}`],
      [/no system prompt.*started over \(2 messages discarded\).*You: /s, `/system${enter}`],
      [/no system prompt.*You: /s, ctrlD],
    ]);
    expect(said(path, "user")).toEqual(["Hi"]);
  });

  test.each(["/exit", "/quit", "/bye"])("%s goes back to the menu; /? is /help", async (command) => {
    const { code, shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/?${enter}`],
      [/\/exit, \/quit, \/bye.*You: /s, `${command}${enter}`],
      [/Choose/, "q"],
    ]);
    expect(code).toBe(0);
    expect(shown).toContain("/help, /?");
  });

  test("is continued from a file that a flag names, in the file that it came from", async () => {
    const path = newPath();
    const messages = [
      { role: "user", content: "one" },
      { role: "assistant", content: "two" },
    ];
    writeFileSync(path, JSON.stringify({ version: 1, system: "Be kind.", messages }));
    const { code, shown } = await inTerminal(
      [...tinyModel, "-r", path],
      [
        [/loaded 2 messages, system prompt: Be kind\..*You: /s, `three${enter}`],
        [answered, `/save${enter}`],
        [/saved 4 messages.*You: /s, `/exit${enter}`],
        [menu, "q"],
      ],
    );
    expect(code).toBe(0);
    expect(shown).not.toContain("System prompt");
    expect(said(path, "user")).toEqual(["one", "three"]);
  });

  test("from a file is what a prompt on the command line continues", async () => {
    const path = newPath();
    const messages = [{ role: "user", content: "one two three four five six" }];
    writeFileSync(path, JSON.stringify({ version: 1, system: "Be kind.", messages }));
    const promptTokens = async (args: string[]): Promise<number> => {
      const { stdout } = await run([...tinyModel, "--json", ...args, "hi"]);
      return JSON.parse(stdout.trim().split("\n").at(-1) ?? "").promptTokens;
    };
    const alone = await promptTokens(["-s", "Be kind."]);
    expect(await promptTokens(["-r", path])).toBeGreaterThan(alone + 6);
    const wrong = await run([...tinyModel, "-r", join(folder, "none.json"), "hi"]);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/none\.json: is not there/)]);
    expect((await run([...tinyModel, "-r", path, "--raw", "hi"])).code).toBe(2);
  });

  test("shows what is foreign in a file, and does not let the terminal obey it", async () => {
    const path = newPath();
    const system = "\x1b[2J\x9b31m\u202egnp\u2028 end";
    writeFileSync(path, JSON.stringify({ version: 1, system, messages: [] }));
    const { raw, shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/load ${path}${enter}`],
      [/loaded.*You: /s, `/stats${enter}`],
      [/messages.*You: /s, ctrlD],
    ]);
    const escaped = "\\u{1b}[2J\\u{9b}31m\\u{202e}gnp\\u{2028} end";
    expect(shown).toContain(`system prompt: ${escaped}`);
    expect(shown).toContain(`system prompt  ${escaped}`);
    for (const character of ["\x1b[2J", "\x9b", "\u202e", "\u2028"]) expect(raw).not.toContain(character);
  });

  test("of 20,000 messages is loaded and continued, and Ctrl-C and SIGTERM are heard meanwhile", async () => {
    const path = newPath();
    const messages = Array.from({ length: 20_000 }, (_, index) => ({
      role: index % 2 === 0 ? "user" : "assistant",
      content: `This is message ${index}. ${"And so on. ".repeat(index % 7)}`,
    }));
    writeFileSync(path, JSON.stringify({ version: 1, messages }));
    const { shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/load ${path}${enter}`],
      [/loaded 20000 messages.*You: /s, `Hi${enter}`],
      [/does not see the oldest \d+ messages.*tok\/s.*You: /s, `Ho${enter}`],
      [answered, ctrlD],
    ]);
    expect(shown).toMatch(/\d known already/);
  });

  test("is not lost by Ctrl-C at an empty question: the second one leaves", async () => {
    const path = newPath();
    await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `Hi${enter}`],
      [answered, ctrlC],
      [/Ctrl-C again leaves.*You: /s, `/save ${path}${enter}`],
      [/saved 2 messages.*You: /s, ctrlC],
      [/Ctrl-C again leaves.*You: /s, ctrlC],
      [/Choose/, "q"],
    ]);
    expect(said(path, "user")).toEqual(["Hi"]);
  });

  test("completes commands, settings and paths with Tab", async () => {
    const saved = join(folder, "Bücher");
    mkdirSync(saved);
    writeFileSync(join(saved, "one chat.json"), '{"version": 1, "messages": []}');
    writeFileSync(join(saved, "other.json"), "");
    const { shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/lo${tab}`],
      [/\/load/, ` ${folder}/Bü${tab}`],
      [/Bücher\//, `${tab}`],
      [/Bücher\/o/, `${tab}`],
      [/Bücher\/one chat\.json +\S*\/other\.json/, `n${tab}${enter}`],
      [/loaded 0 messages.*You: /s, `/set top${tab}`],
      [/top-/, `${tab}`],
      [/top-k +top-p/, ctrlC],
      [/You: /, ctrlD],
    ]);
    expect(shown).not.toContain("llama-nb:");
  });

  test("says that the context gets full, and then drops the oldest turns but not the system prompt", async () => {
    const path = newPath();
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
    const path = newPath();
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
