import { beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../../src/commands/program.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { run } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

// A busy machine may take longer than bun's five seconds
setDefaultTimeout(60_000);

const folder = temporaryFolder();
const script = (shell: string) => join(folder, `llama-nb.${shell}`);
writeFileSync(join(folder, "a question.txt"), "");
writeFileSync(join(folder, "a star*.txt"), "");
mkdirSync(join(folder, "a model"));

beforeAll(async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, stdout, stderr } = await run(["completions", shell]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    writeFileSync(script(shell), stdout);
  }
});

/** What a shell prints. */
async function shell(...command: string[]): Promise<string> {
  const child = Bun.spawn(command, { cwd: folder, stdin: null, stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  expect(stderr).toBe("");
  return stdout;
}

/** A shell that is not installed cannot be asked. */
function where(name: string): string {
  return Bun.which(name) === null ? ` (${name} is not installed)` : "";
}

/** Words on the command line, the last one to be completed, and what there is for it. */
const cases: [words: string[], offered: string[]][] = [
  [[""], ["see", "inspect", "tokenize", "bench", "pull", "completions", "help"]],
  [["be"], ["bench"]],
  [["--we"], ["--weights"]],
  [
    ["--weights", ""],
    ["auto", "mmap", "ram"],
  ],
  [["--engine", "s"], ["simd"]],
  [["--rep"], ["--repeat-penalty", "--repeat-last-n"]],
  [["--pre"], ["--presence-penalty"]],
  [["--stop", ""], []],
  [["help", "to"], ["tokenize"]],
  [
    ["see", ""],
    ["tokens", "lens", "attention", "why", "pass"],
  ],
  [["see", "lens", "--at"], ["--at"]],
  [
    ["Hi", "--to", "3", "--top-"],
    ["--top-logprobs", "--top-k", "--top-p"],
  ],
  [
    ["bench", "--t"],
    ["--tokens", "--threads", "--trace"],
  ],
  [["inspect", "--weights", ""], []],
  [
    ["completions", ""],
    ["bash", "zsh", "fish"],
  ],
  [
    ["-f", "a"],
    ["a question.txt", "a star*.txt", "a model"],
  ],
  [["tokenize", "--model", "a"], ["a model"]],
  [["-p", "be"], []],
  [["Hi", "be"], []],
];

describe.skipIf(Bun.which("bash") === null)(`bash${where("bash")}`, () => {
  test("can read the script", async () => {
    await shell("bash", "-n", script("bash"));
  });

  const complete = async (words: string[]) => {
    const program = `source "$0"; COMP_WORDS=(llama-nb "$@"); COMP_CWORD=$#; _llama_nb; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return (await shell("bash", "-c", program, script("bash"), ...words)).trimEnd().split("\n");
  };

  test.each(cases)("completes %j", async (words, offered) => {
    expect((await complete(words)).toSorted()).toEqual(offered.length > 0 ? offered.toSorted() : [""]);
  });

  test("completes --flag=value, which bash takes apart", async () => {
    expect(await complete(["--weights", "=", "m"])).toEqual(["mmap"]);
    expect(await complete(["bench", "--weights", "="])).toEqual(["auto", "mmap", "ram"]);
  });

  test("completes while a person types", async () => {
    const { shown } = await inTerminal(
      [],
      [
        [/ready: /, `cd '${folder}'; source llama-nb.bash\r`],
        [/[\r\n]ready: /, `llama-nb() { echo "<$1|$2|$3>"; }\r`],
        [/[\r\n]ready: /, "llama-nb insp\t--mod\ta\\ m\t\r"],
        [/>\s+ready: /, "exit\r"],
      ],
      { script: "PS1='ready: ' exec bash --norc --noprofile -i" },
    );
    expect(shown).toContain("<inspect|--model|a model/>");
  });
});

describe.skipIf(Bun.which("zsh") === null)(`zsh${where("zsh")}`, () => {
  test("can read the script", async () => {
    await shell("zsh", "-n", script("zsh"));
  });

  test("completes while a person types", async () => {
    const { shown } = await inTerminal(
      [],
      [
        [/ready: /, `cd '${folder}'; autoload -Uz compinit; compinit -u -D; source llama-nb.zsh\r`],
        [/[\r\n]ready: /, `llama-nb() { echo "<$1|$2|$3|$4>"; }\r`],
        [/[\r\n]ready: /, "llama-nb ben\t--weights=m\t--engine s\t\r"],
        [/>[\s%#]+ready: /, "llama-nb -f a\\ q\t--top-lo\t5\r"],
        [/>[\s%#]+ready: /, "llama-nb inspect --model a\\ m\t\r"],
        [/>[\s%#]+ready: /, "llama-nb completions zs\t\r"],
        [/>[\s%#]+ready: /, "llama-nb --stop a --sto\tb\r"],
        [/>[\s%#]+ready: /, "exit\r"],
      ],
      { script: "PS1='ready: ' exec zsh -f -i" },
    );
    expect(shown).toContain("<bench|--weights=mmap|--engine|simd>");
    expect(shown).toContain("<-f|a question.txt|--top-logprobs=5|>");
    expect(shown).toContain("<inspect|--model|a model|>");
    expect(shown).toContain("<completions|zsh||>");
    expect(shown).toContain("<--stop|a|--stop=b|>");
  });
});

describe.skipIf(Bun.which("fish") === null)(`fish${where("fish")}`, () => {
  test("can read the script", async () => {
    await shell("fish", "--no-execute", script("fish"));
  });

  test.each(cases)("completes %j", async (words, offered) => {
    const line = `complete -C (string join ' ' -- llama-nb (string escape -- $argv[2..-2]) $argv[-1])`;
    const stdout = await shell(
      "fish",
      "--no-config",
      "-c",
      `source $argv[1]; ${line}`,
      script("fish"),
      ...words,
    );
    const got = stdout.split("\n").filter((each) => each !== "");
    // A word, a tabulator and its description; folders end with a slash, names may be escaped
    const plain = got.map((each) => each.split("\t")[0].replaceAll("\\", "").replace(/\/$/, ""));
    expect(plain.toSorted()).toEqual(offered.toSorted());
  });
});

test("what is offered for a flag is accepted, and nothing else", async () => {
  const { stdout } = await run(["--help"]);
  const flags = [...stdout.matchAll(/--(\S+) (\S+\|\S+)/g)].map(([, flag, words]) => ({ flag, words }));
  expect(flags).toEqual([
    { flag: "engine", words: "simd|typescript" },
    { flag: "weights", words: "auto|mmap|ram" },
    { flag: "color", words: "auto|always|never" },
  ]);
  for (const { flag, words } of flags) {
    for (const word of words.split("|")) {
      expect(program.main.prepare([`--${flag}`, word]).values[flag]).toBe(word);
    }
    const wrong = `--${flag} "other" is none of ${words.replaceAll("|", ", ")}`;
    expect(() => program.main.prepare([`--${flag}`, "other"])).toThrow(wrong);
  }
});

test.each([
  ["no shell", ["completions"], /bash, zsh, fish/],
  ["another shell", ["completions", "tcsh"], /"tcsh".*bash, zsh, fish/],
])("%s is refused", async (_, args, mention) => {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(mention);
});
