import { join } from "node:path";
import { temporaryFolder } from "./model-folder.ts";

const main = join(import.meta.dir, "../../src/main.ts");

/** How long a test may take that drives a terminal, milliseconds; for `setDefaultTimeout`, which holds for one file. */
export const patience = 60_000;

/** What is done once something is on the screen: keys are typed, or a function is called with what was shown. */
type Step = readonly [waitFor: RegExp, action: string | ((shown: string, terminal: Bun.Terminal) => void)];

/** A terminal that is not as usual. */
interface TerminalOptions {
  readonly cols?: number;
  readonly rows?: number;
  /** Undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A script for bash that runs the program as "$0" "$@"; without it the terminal is the program's alone. */
  readonly script?: string;
}

/**
 * Runs the program in a pseudo-terminal of 100 × 40, and types when it sees what it waits for.
 * @returns the exit code, and all that was shown, without its control sequences
 */
export async function inTerminal(
  args: readonly string[],
  steps: readonly Step[],
  { cols = 100, rows = 40, env: changes = {}, script }: TerminalOptions = {},
) {
  const { CI: _ci, NO_COLOR: _noColor, LLAMA_NB_MODEL: _model, ...env } = process.env;
  const waiting = [...steps];
  const decoder = new TextDecoder();
  let shown = "";
  let seen = 0;
  const program = [process.execPath, main, ...args];
  const child = Bun.spawn(script === undefined ? program : ["bash", "-c", script, ...program], {
    env: { ...env, TERM: "xterm-256color", XDG_STATE_HOME: temporaryFolder(), ...changes },
    terminal: {
      cols,
      rows,
      data(terminal, bytes) {
        shown += decoder.decode(bytes, { stream: true });
        const [step] = waiting;
        if (step?.[0].test(plain(shown.slice(seen)))) {
          seen = shown.length;
          waiting.shift();
          const [, action] = step;
          // A person types after the prompt is there
          setTimeout(() => {
            if (typeof action === "string") terminal.write(action);
            else action(shown, terminal);
          }, 100);
        }
      },
    },
  });
  const code = await child.exited;
  return { code, shown: plain(shown), raw: shown };
}

function plain(text: string): string {
  return text.replace(/\x1b(\[[0-9;?]*[A-Za-z]|[78D])/g, "");
}
