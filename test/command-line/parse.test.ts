import { describe, expect, test } from "bun:test";
import { type Definitions, oneOf } from "../../src/command-line/definitions.ts";
import { parseArguments } from "../../src/command-line/parse.ts";

const definitions = {
  text: { type: "positional", required: false },
  temp: { type: "string", valueHint: "T" },
  threads: { type: "string", alias: "t", valueHint: "N" },
  "top-k": { type: "string" },
  "top-p": { type: "string" },
  system: { type: "string", alias: "s" },
  prompt: { type: "string", alias: "p", repeated: "refused" },
  stop: { type: "string", repeated: "collected" },
  raw: { type: "boolean" },
  quiet: { type: "boolean", alias: "q" },
  color: oneOf(["auto", "always"], { description: "", default: "auto" }),
} as const satisfies Definitions;

const parse = (...line: string[]) => parseArguments(line, definitions, "prog").values;

describe("a value is taken", () => {
  test.each<[string, string[], object]>([
    ["after a space", ["--temp", "1"], { temp: "1" }],
    ["after the sign", ["--temp=1"], { temp: "1" }],
    ["with further signs in it", ["--temp=a=b=c"], { temp: "a=b=c" }],
    ["empty", ["--temp="], { temp: "" }],
    ["after a letter", ["-t", "2"], { threads: "2" }],
    ["joined to a letter", ["-t2"], { threads: "2" }],
    ["joined to a letter by the sign", ["-t=2"], { threads: "2" }],
    ["although it begins with a dash", ["--temp", "-1", "-s", "--raw"], { temp: "-1", system: "--raw" }],
    ["although it is two dashes", ["-s", "--"], { system: "--" }],
    ["from the last of several", ["--temp", "1", "-t", "3", "--temp=2"], { temp: "2", threads: "3" }],
    ["from all, where all count", ["--stop", "a", "--stop=b", "--stop", ""], { stop: ["a", "b", ""] }],
    ["of a switch", ["--raw", "-q"], { raw: true, quiet: true }],
    ["of a switch given twice", ["--raw", "--raw"], { raw: true }],
    ["if it is one of the words", ["--color", "always"], { color: "always" }],
    ["as a word between flags", ["--raw", "hi", "-q"], { text: "hi", raw: true, quiet: true }],
    ["as a word that is a dash", ["-"], { text: "-" }],
    ["as a word after two dashes", ["--raw", "--", "--raw"], { text: "--raw", raw: true }],
  ])("%s", (_, line, values) => {
    expect(parse(...line)).toMatchObject(values);
  });

  test("or the default", () => {
    expect(parse()).toEqual({
      text: undefined,
      temp: undefined,
      threads: undefined,
      "top-k": undefined,
      "top-p": undefined,
      system: undefined,
      prompt: undefined,
      stop: [],
      raw: false,
      quiet: false,
      color: "auto",
    });
  });
});

describe("a line is refused", () => {
  test.each<[string[], string]>([
    [["--temprature", "1"], "there is no flag --temprature; did you mean --temp?"],
    [["--temperature=1"], "there is no flag --temperature; did you mean --temp?"],
    [["--sytsem", "x"], "there is no flag --sytsem; did you mean --system?"],
    [["--sys", "x"], "there is no flag --sys; did you mean --system?"],
    [["--top", "1"], "there is no flag --top; did you mean --top-k or --top-p?"],
    [["--rwa"], "there is no flag --rwa; did you mean --raw?"],
    [["--bad"], "there is no flag --bad; see prog --help"],
    [["--text", "x"], "there is no flag --text; see prog --help"],
    [["--t", "2"], "there is no flag --t; did you mean -t?"],
    [["--x"], "there is no flag --x; see prog --help"],
    [["-x"], "there is no flag -x; see prog --help"],
    [["-temp", "1", "hi"], "there is no flag -temp; did you mean --temp?"],
    [["-raw"], "there is no flag -raw; did you mean --raw?"],
    [["-stop=x"], "there is no flag -stop; did you mean --stop?"],
    [["--temp"], "--temp needs a value: --temp T"],
    [["-s"], "--system needs a value: --system VALUE"],
    [["--raw=yes"], '--raw takes no value, but got "yes"'],
    [["-qx"], '--quiet takes no value, but got "x"'],
    [["-p", "a", "--prompt", "b"], "--prompt is given twice; give it once"],
    [["--color", "red"], '--color "red" is none of auto, always'],
    [["why", "so"], '"so" is one argument too many; put quotes around a text of several words'],
  ])("%j", (line, message) => {
    expect(() => parse(...line)).toThrow(message);
  });

  test("with a word, by a command that takes none", () => {
    const { text, ...flags } = definitions;
    expect(text.type).toBe("positional");
    const message = '"hi" is one argument too many; leave it out';
    expect(() => parseArguments(["--raw", "hi"], flags, "prog")).toThrow(message);
  });
});
