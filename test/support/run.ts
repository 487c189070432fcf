import { join } from "node:path";

const main = join(import.meta.dir, "../../src/main.ts");

/** The result of a run of the program. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run can be given besides its arguments. */
export interface RunOptions {
  /** Standard input; nothing if left out. */
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the program as a user's shell would, in an environment without settings of its own. */
export function start(args: readonly string[], { stdin = "", cwd, env = {} }: RunOptions = {}) {
  const { LLAMA_NB_MODEL: _model, NO_COLOR: _noColor, FORCE_COLOR: _force, CI: _ci, ...rest } = process.env;
  return Bun.spawn([process.execPath, main, ...args], {
    stdin: new Blob([typeof stdin === "string" ? stdin : stdin.slice()]),
    stdout: "pipe",
    stderr: "pipe",
    cwd,
    env: { ...rest, ...env },
  });
}

/** Runs the program to its end. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = start(args, options);
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, stdout, stderr };
}
