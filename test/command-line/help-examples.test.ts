import { expect, test } from "bun:test";
import { program } from "../../src/commands/program.ts";
import { runExample, whyNot } from "../support/examples.ts";

// A busy machine may take longer than bun's five seconds
const commands = [program.main, ...Object.values(program.subcommands)];
const sections = commands.flatMap(({ sections: each = [] }) => each);
const examples = sections
  .filter(({ title }) => title === "Examples")
  .flatMap(({ lines }) => lines)
  .map((line) => line[0]);

/** What examples print; of the others it is enough that they print something. */
const expected: Readonly<Record<string, RegExp | undefined>> = {
  'llama-nb --json "Hi" | jq ".logprob // empty"': /^(-?\d[\d.e-]*\n)+$/,
  'llama-nb --stop "." "Tell me a story."': /^[^.]+\n$/,
  'llama-nb inspect --json | jq ".tensors[].name"': /^"tok_embeddings\.weight"\n("[\w.]+"\n)+$/,
  "llama-nb tokenize -m demo --decode 72,105": /^Hi\n$/,
  'llama-nb tokenize --json "Hi" | jq -c .ids | llama-nb tokenize --decode': /^Hi\n$/,
  "llama-nb tokenize --jsonl < texts.jsonl": /^(\{"ids":\[.+\],"pieces":\[.+\]\}\n){2}$/,
  "llama-nb help bench": /^tokens a second.*--prompt-tokens/s,
  "source <(llama-nb completions bash)": /^$/,
  "source <(llama-nb completions zsh)": /^$/,
  "llama-nb completions fish > ~/.config/fish/completions/llama-nb.fish": /^$/,
};

test("there are examples, and those whose output is known are among them", () => {
  expect(examples.length).toBeGreaterThan(15);
  expect(Object.keys(expected).filter((line) => !examples.includes(line))).toEqual([]);
});

for (const line of examples) {
  const reason = whyNot(line);
  const name = `${line}${reason === undefined ? "" : ` (${reason})`}`;
  test.skipIf(reason !== undefined)(`the help's example runs: ${name}`, async () => {
    // The script for zsh expects what its own completion defines
    const shell = line.includes("completions zsh") ? ["zsh", "-f"] : undefined;
    const whole = shell === undefined ? line : `autoload -Uz compinit; compinit -u -D; ${line}`;
    const { code, stdout, stderr } = await runExample(whole, { shell });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(expected[line] ?? /\S/);
  });
}
