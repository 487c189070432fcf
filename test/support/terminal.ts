import { join } from "node:path";

const main = join(import.meta.dir, "../../src/main.ts");

/** what is sent once something is on the screen. */
type Step = readonly [waitFor: RegExp, keys: string];

/**
 * runs the program in a pseudo-terminal of 100 × 40, and types when it sees what it waits for.
 * @returns the exit code, and all that was shown, without its control sequences
 */
export async function inTerminal(args: readonly string[], steps: readonly Step[]) {
  const { CI: _ci, NO_COLOR: _noColor, LLAMA_NB_MODEL: _model, ...env } = process.env;
  const waiting = [...steps];
  const decoder = new TextDecoder();
  let shown = "";
  let seen = 0;
  const child = Bun.spawn([process.execPath, main, ...args], {
    env: { ...env, TERM: "xterm-256color" },
    terminal: {
      cols: 100,
      rows: 40,
      data(terminal, bytes) {
        shown += decoder.decode(bytes, { stream: true });
        const [step] = waiting;
        if (step?.[0].test(plain(shown.slice(seen)))) {
          seen = shown.length;
          waiting.shift();
          // a person types after the prompt is there
          setTimeout(() => terminal.write(step[1]), 100);
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
