import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "./model-folder.ts";
import type { Run } from "./run.ts";

/** The folder of the project. */
export const root = join(import.meta.dir, "../..");

interface ExampleOptions {
  readonly shell?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs an example of the help or of README as it is written, with the built-in model. The program is installed as
 * llama-nb, git has a small change to show, and there are files texts.jsonl and chat.json.
 * @param cwd the folder of an example that runs ./llama-nb
 * @param env changes to the environment
 */
export async function runExample(
  line: string,
  { shell = ["bash", "-o", "pipefail"], cwd, env = {} }: ExampleOptions = {},
): Promise<Run> {
  const home = temporaryFolder();
  mkdirSync(join(home, ".config/fish/completions"), { recursive: true });
  writeFileSync(join(home, "texts.jsonl"), '"Hello"\n"world"\n');
  writeFileSync(
    join(home, "chat.json"),
    '{"version": 1, "messages": [{"role": "user", "content": "Hello"}]}',
  );
  const install = (name: string, script: string): void => {
    writeFileSync(join(home, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(home, name), 0o755);
  };
  install("llama-nb", `exec "${join(root, "llama-nb")}" "$@"`);
  install("git", "echo '-one line'; echo '+another line'");
  const child = Bun.spawn([...shell, "-c", line], {
    cwd: cwd ?? home,
    stdin: null,
    stderr: "pipe",
    env: {
      ...process.env,
      HOME: home,
      PATH: `${home}${delimiter}${process.env.PATH}`,
      LLAMA_NB_MODEL: "demo",
      ...env,
    },
  });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, stdout, stderr };
}

/** Why an example cannot run here, if it cannot. */
export function whyNot(line: string): string | undefined {
  if (process.platform === "win32") return "it is for a Unix shell";
  if (/(^|\/)llama-nb$/.test(line)) return "it needs a terminal";
  if (/\bllama-nb pull\b/.test(line)) return "it loads a model: see commands/pull.test.ts";
  for (const [word, name] of [
    [/\bjq\b/, "jq"],
    [/completions zsh\)/, "zsh"],
    [/^/, "bash"],
  ] as const) {
    if (word.test(line) && Bun.which(name) === null) return `${name} is not installed`;
  }
  return undefined;
}
