import { spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Way } from "./starting.ts";

const model = join(import.meta.dir, "../../../test/fixtures/tiny-llama");
const nobody = 65534;

/** The result of running a binary. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run can be given besides its arguments. */
export interface StartOptions {
  /** Standard input; nothing if left out. */
  readonly stdin?: string;
  /** Whether standard input is a file, as with `<`, or a pipe. */
  readonly isFile?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A binary as a new user has it: alone in a folder that cannot be written, and without a home folder. */
export interface Trial {
  /** The folder of a small model, as the program writes it. Its name has spaces and letters of several scripts. */
  readonly model: string;
  /** The folder that the program is in, and that it is run in. */
  readonly folder: string;
  start(args: readonly string[], options?: StartOptions): Outcome;
  /** The command that starts the program, and the variables that it gets. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  end(): void;
}

/** What the small model answers according to Meta's code in PyTorch. */
export function referenceAnswer(): { readonly ids: readonly number[]; readonly greedy: readonly number[] } {
  const { prompts } = JSON.parse(readFileSync(join(model, "reference.json"), "utf8"));
  return prompts[1];
}

/** Copies a binary to a new folder, to try it there. */
export function beginTrial(binary: string, way: Way): Trial {
  const place = mkdtempSync(join(tmpdir(), "llama-nb-trial-"));
  const folder = join(place, "program");
  const models = join(place, "ein Modell für 新しい人");
  mkdirSync(folder);
  const program = join(folder, basename(binary));
  copyFileSync(binary, program);
  way.prepare?.(folder);
  mkdirSync(models);
  for (const name of ["consolidated.00.pth", "params.json", "tokenizer.model"]) {
    copyFileSync(join(model, name), join(models, name));
  }
  chmodSync(program, 0o555);
  chmodSync(folder, 0o555);
  chmodSync(place, 0o755);

  const wayEnv = way.env?.(place);
  const isOwn = wayEnv !== undefined || process.getuid?.() !== 0;
  const user = isOwn ? {} : { uid: nobody, gid: nobody };
  const command = [...way.command, program];
  const environment = { ...bareEnvironment(), ...wayEnv };
  return {
    model: way.path(models),
    folder,
    command,
    env: environment,
    start(args, { stdin = "", isFile = false, env = {} } = {}) {
      const [first, ...others] = [...command, ...args];
      const input = join(place, "input");
      writeFileSync(input, stdin);
      const file = openSync(input, "r");
      const { status, stdout, stderr, error } = spawnSync(first, others, {
        cwd: folder,
        env: { ...environment, ...env },
        ...(isFile ? { stdio: [file, "pipe", "pipe"] } : { input: stdin }),
        encoding: "utf8",
        ...user,
      });
      closeSync(file);
      if (error !== undefined) throw error;
      return { code: status, stdout, stderr };
    },
    end() {
      for (const each of [folder, program]) chmodSync(each, 0o755);
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** As few variables as a program can have. Windows needs the path of its own folder. */
export function bareEnvironment(): Record<string, string> {
  const { PATH = "", SystemRoot } = process.env;
  return process.platform === "win32" ? { PATH, SystemRoot: SystemRoot ?? "" } : { PATH: "/usr/bin:/bin" };
}
