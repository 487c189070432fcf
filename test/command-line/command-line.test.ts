import { describe, expect, test } from "bun:test";
import { readCommandLine } from "../../src/command-line/command-line.ts";
import { flagGroups } from "../../src/command-line/help.ts";
import { program } from "../../src/commands/program.ts";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

// A busy machine may take longer than bun's five seconds
const model = fixture("tiny-llama");

describe("which command is meant", () => {
  test.each<[string, string[], string]>([
    ["the first word names it", ["inspect", "--json"], "llama-nb inspect"],
    ["any other word is a prompt", ["Hello"], "llama-nb"],
    ["flags alone are the default", ["--json"], "llama-nb"],
    ["a word that only resembles a command is a prompt", ["inspct"], "llama-nb"],
    ["what every object has is no command", ["constructor"], "llama-nb"],
  ])("%s", (_, words, name) => {
    expect(readCommandLine(program, words).command.name).toBe(name);
  });

  test.each<[string[], RegExp]>([
    [["tokenise", "--chat", "Hi"], /no command "tokenise".*llama-nb tokenize\?/],
    [["tokenise", "Hi", "-m", model], /llama-nb tokenize\?/],
    [["bnech", "--prompt-tokens", "3"], /llama-nb bench\?/],
    [["completion", "zsh"], /llama-nb completions\?/],
    [
      ["-m", model, "tokenize", "Hello world"],
      /^"tokenize" is a command only as the first word; write llama-nb tokenize/,
    ],
    [["-m", model, "tokenize", "--decode", "1,2"], /llama-nb tokenize, then its flags$/],
    [["-q", "bench", "--prompt-tokens=3"], /llama-nb bench, then its flags$/],
  ])("%j is refused: it makes sense as a command only", (words, message) => {
    expect(() => readCommandLine(program, words)).toThrow(message);
  });

  test.each<[string[], RegExp]>([
    [["tokenise", "--nonsense"], /no flag --nonsense/],
    [["no", "such", "--subcommand"], /no flag --subcommand/],
    [["why", "so"], /quotes/],
    [["-m", model, "tokenize", "--nonsense"], /no flag --nonsense/],
    [["please", "help", "me"], /"help" is one argument too many.*quotes/],
  ])("%j is refused for what is wrong with it", (words, message) => {
    expect(() => readCommandLine(program, words)).toThrow(message);
  });

  test.each<[string[], string | undefined]>([
    [["inspct"], "llama-nb inspect"],
    [["--json", "inspect"], "llama-nb inspect"],
    [["tokenise", "-n", "3"], "llama-nb tokenize"],
    [["Hello"], undefined],
    [["inspect the code"], undefined],
    [["-p", "inspct"], undefined],
  ])("%j leaves the doubt whether %j was meant", (words, meant) => {
    const { doubt } = readCommandLine(program, words);
    if (meant === undefined) expect(doubt).toBeUndefined();
    else expect(doubt).toContain(meant);
  });
});

describe.skipIf(process.platform === "win32")("the doubt is shown", () => {
  const args = ["inspct", "-m", model, "--raw", "-n", "2"];
  const doubt = '"inspct" is taken as a prompt';

  test("at a terminal", async () => {
    expect((await inTerminal(args, [])).shown).toContain(doubt);
  });

  test("not with --quiet, and never in a pipe", async () => {
    expect((await inTerminal([...args, "-q"], [])).shown).not.toContain(doubt);
    expect((await run(args)).stderr).toBe("");
  });
});

describe("help", () => {
  const all = [program.main, ...Object.values(program.subcommands)];

  test.each(all.map((command) => [command.name, command] as const))(
    "of %s fits 80 columns, and has every flag once",
    async (name, command) => {
      const { code, stdout } = await run([...name.split(" ").slice(1), "--help"]);
      expect(code).toBe(0);
      const tooLong = stdout.split("\n").filter((line) => line.length > 80 && !line.includes(" > "));
      expect(tooLong).toEqual([]);
      const flags = Object.entries(command.args).filter(([, { type }]) => type !== "positional");
      for (const [flag] of flags) {
        expect(stdout.match(new RegExp(`^ {2}(-\\w, | {4})--${flag}( |$)`, "gm"))).toHaveLength(1);
      }
      const grouped = flagGroups(command).flatMap(([, args]) => Object.keys(args));
      expect(new Set(grouped).isSupersetOf(new Set(flags.map(([flag]) => flag)))).toBe(true);
    },
  );

  test("names every command, and has examples that are understood", async () => {
    const { stdout } = await run(["--help"]);
    for (const { name } of all) expect(stdout).toContain(`  ${name} `);
    const examples = all.flatMap(({ sections = [] }) => sections.filter(({ title }) => title === "Examples"));
    const lines = examples.flatMap(({ lines: each }) => each).map((line) => line[0]);
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      const words = line.replace(/^.*?llama-nb ?/, "").replace(/\)$| [|<>] .*$/, "");
      const unquoted = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
      expect(readCommandLine(program, unquoted).doubt).toBeUndefined();
    }
  });

  const isHelp = /^Llama 3\.1, nuts and bolts.*\n\nusage: llama-nb \[PROMPT\]/;

  test("is a command too, for the program and for each command", async () => {
    const help = await run(["help"]);
    expect(help).toEqual(await run(["--help"]));
    expect(help.stdout).toMatch(isHelp);
    expect(await run(["help", "bench"])).toEqual(await run(["bench", "--help"]));
    expect(await run(["help", "help"])).toEqual(await run(["help", "--help"]));
  });

  test("is the same in a pipe; the word alone is a prompt with -p or from the pipe", async () => {
    expect((await run(["help"], { stdin: "a text" })).stdout).toMatch(isHelp);
    const asked = await run(["-m", model, "--raw", "-n", "3", "-p", "help"]);
    expect(asked.code).toBe(0);
    expect(asked.stdout).not.toMatch(isHelp);
    expect(await run(["-m", model, "--raw", "-n", "3"], { stdin: "help\n" })).toEqual(asked);
  });

  test.skipIf(process.platform === "win32")(
    "is shown at a terminal, not an answer of the model",
    async () => {
      const { code, shown } = await inTerminal(["help", "inspect"], []);
      expect(code).toBe(0);
      expect(shown.replaceAll("\r", "")).toBe((await run(["inspect", "--help"])).stdout);
    },
  );

  test.each([
    [["help", "bnch"], 'there is no command "bnch"; did you mean llama-nb help bench?'],
    [["help", "me"], `there is no command "me"; they are ${Object.keys(program.subcommands).join(", ")}`],
    [
      ["help", "me", "please"],
      '"please" is one argument too many; put quotes around a text of several words',
    ],
  ])("%j is refused", async (line, message) => {
    expect(await run(line)).toEqual({ code: 2, stdout: "", stderr: `llama-nb: ${message}\n` });
  });
});
