import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Emulator } from "./emulator.ts";

const main = join(import.meta.dir, "../../src/main.ts");

/** How long a test may take that drives a terminal, milliseconds; for `setDefaultTimeout`, which holds for one file. */

/** How long the program may take, milliseconds; less, so that the error says what was on the screen. */
const longest = 50_000;

/** What is done once something is shown: keys are typed, or a function is called. */
type Step = readonly [
  waitFor: RegExp,
  action: string | ((shown: string, terminal: Bun.Terminal, screen: Emulator) => void),
];

/** A terminal that is not as usual. */
interface TerminalOptions {
  readonly cols?: number;
  readonly rows?: number;
  /** Undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A script for bash that runs the program as "$0" "$@"; without it the terminal belongs to the program alone. */
  readonly script?: string;
  /** Called after each piece of output. */
  readonly watch?: (screen: Emulator) => void;
  /** How long the program may take, milliseconds. */
  readonly limit?: number;
}

/**
 * Runs the program in a pseudo-terminal of 100 × 40, and types when it sees what it waits for.
 * @returns the exit code, everything that was shown without its control sequences and with them, and the last screen
 * @throws Error with the screen if the program does not end in time; it is killed then, with everything that it started
 */
export async function inTerminal(
  args: readonly string[],
  steps: readonly Step[],
  { cols = 100, rows = 40, env: changes = {}, script, watch, limit = longest }: TerminalOptions = {},
) {
  const { CI: _ci, NO_COLOR: _noColor, LLAMA_NB_MODEL: _model, ...env } = process.env;
  const state = mkdtempSync(join(tmpdir(), "llama-nb-test-"));
  const waiting = [...steps];
  const decoder = new TextDecoder();
  const screen = new Emulator(cols, rows);
  let shown = "";
  let seen = 0;
  let failure: { readonly error: unknown } | undefined;
  const end = (error: unknown): void => {
    failure ??= { error };
    kill(child);
  };
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      end(error);
    }
  };
  const program = [process.execPath, main, ...args];
  const child = Bun.spawn(script === undefined ? program : ["bash", "-c", script, ...program], {
    env: { ...env, TERM: "xterm-256color", XDG_STATE_HOME: state, ...changes },
    terminal: {
      cols,
      rows,
      data(terminal, bytes) {
        const text = decoder.decode(bytes, { stream: true });
        shown += text;
        screen.write(text);
        guard(() => watch?.(screen));
        const [step] = waiting;
        if (step?.[0].test(plain(shown.slice(seen)))) {
          seen = shown.length;
          waiting.shift();
          const [, action] = step;
          // A person types after the question is there
          setTimeout(() => {
            guard(() => {
              if (typeof action === "string") terminal.write(action);
              else action(shown, terminal, screen);
            });
          }, 100);
        }
      },
    },
  });
  const timer = setTimeout(() => {
    const what = waiting.length === 0 ? "the end" : `${waiting[0][0]} (${waiting.length} steps left)`;
    end(new Error(`waited ${limit} ms for ${what}; on the screen:\n${screen.screen.join("\n").trimEnd()}`));
  }, limit);
  const code = await child.exited;
  clearTimeout(timer);
  rmSync(state, { recursive: true, force: true });
  if (failure !== undefined) throw failure.error;
  return { code, shown: plain(shown), raw: shown, screen };
}

/** Kills a program and everything in its session: closing the terminal ends what is in the foreground. */
function kill(child: {
  readonly pid: number;
  readonly terminal?: Bun.Terminal;
  kill(signal: NodeJS.Signals): void;
}): void {
  child.terminal?.close();
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Output without control sequences. */
export function plain(text: string): string {
  return text.replace(/\x1b(\[[0-9;?]*[A-Za-z]|[78D])/g, "");
}
