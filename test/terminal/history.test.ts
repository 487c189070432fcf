import { describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openHistory } from "../../src/terminal/history.ts";
import { answered, arrowUp, ctrlD, enter, intoChat, said, tinyModel } from "../support/chat.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { inTerminal } from "../support/terminal.ts";

const folder = temporaryFolder();
let folders = 0;
const newFolder = (): string => {
  const path = join(folder, String(++folders));
  mkdirSync(path);
  return path;
};

const problem = (message: string): never => {
  throw new Error(message);
};

describe("a history", () => {
  const path = (): string => join(newFolder(), "history");

  test("has a text a line, as JSON, the newest last", () => {
    const file = path();
    const history = openHistory(file, problem);
    for (const text of ["one", "two\nlines", "two\nlines", "drei ü"]) history.add(text);
    expect(readFileSync(file, "utf8")).toBe('"one"\n"two\\nlines"\n"drei ü"\n');
    expect(openHistory(file, problem).lines).toEqual(["drei ü", "two\nlines", "one"]);
  });

  test("that continues in two programs keeps the texts of both", () => {
    const file = path();
    const [first, second] = [openHistory(file, problem), openHistory(file, problem)];
    first.add("a");
    second.add("b");
    first.add("c");
    expect(openHistory(file, problem).lines).toEqual(["c", "b", "a"]);
  });

  test("with damaged lines gives the others, and goes on behind a line that was cut off", () => {
    const file = path();
    writeFileSync(file, '"one"\nnonsense\n\n3\n"two"\n"cut of');
    const history = openHistory(file, problem);
    expect(history.lines).toEqual(["two", "one"]);
    history.add("three");
    expect(openHistory(file, problem).lines).toEqual(["three", "two", "one"]);
  });

  test("gives no control characters, which a terminal would obey", () => {
    const file = path();
    writeFileSync(file, '"a\\u001b[2J\\u009b\\tb\\nc"\n');
    expect(openHistory(file, problem).lines).toEqual(["a[2J\tb\nc"]);
  });

  test("does not grow without end", () => {
    const file = path();
    writeFileSync(file, Array.from({ length: 2001 }, (_, index) => `"${index}"\n`).join(""), { mode: 0o600 });
    const { lines } = openHistory(file, problem);
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([1000, "2000", "1001"]);
    expect(readFileSync(file, "utf8").split("\n")).toHaveLength(1001);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test("keeps a very long text for this run only", () => {
    const file = path();
    const history = openHistory(file, problem);
    history.add("x".repeat(20_001));
    history.add("short");
    expect(history.lines).toHaveLength(2);
    expect(openHistory(file, problem).lines).toEqual(["short"]);
  });
});

describe.skipIf(process.platform === "win32")("what was typed", () => {
  const twice = [
    ...intoChat,
    [/You: /, `one \\${enter}`],
    [/\.\.\. /, `more${enter}`],
    [answered, ctrlD],
  ] as const;

  test("is remembered by the next run, for its owner alone", async () => {
    const state = newFolder();
    const path = join(state, "chat.json");
    const options = { env: { XDG_STATE_HOME: state } };
    await inTerminal(tinyModel, twice, options);
    await inTerminal(
      tinyModel,
      [
        ...intoChat,
        [/You: /, arrowUp],
        [/one/, enter],
        [answered, `/save ${path}${enter}`],
        [/saved.*You: /s, ctrlD],
      ],
      options,
    );
    expect(said(path, "user")).toEqual(["one \nmore"]);
    expect(statSync(join(state, "llama-nb/history")).mode & 0o777).toBe(0o600);
    expect(statSync(join(state, "llama-nb")).mode & 0o777).toBe(0o700);
  });

  const nowhere = newFolder();
  mkdirSync(join(nowhere, "llama-nb/history"), { recursive: true });
  test.each<[string, Record<string, string | undefined>, RegExp]>([
    ["no home", { HOME: undefined, XDG_STATE_HOME: undefined }, /not remembered: there is no home folder/],
    ["a home that cannot be written", { HOME: "/dev/null", XDG_STATE_HOME: undefined }, /not remembered: /],
    ["something else in its place", { XDG_STATE_HOME: nowhere }, /not remembered: .*is not a file/],
  ])("is not with %s, which disturbs nobody", async (_, env, note) => {
    const quiet = await inTerminal(tinyModel, twice, { env });
    expect(quiet.code).toBe(0);
    expect(quiet.shown).not.toContain("not remembered");
    const { shown } = await inTerminal([...tinyModel, "-v"], twice, { env });
    expect(shown).toMatch(note);
    expect(shown.match(/not remembered/g)).toHaveLength(1);
  });
});
