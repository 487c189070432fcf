import { writeSync } from "node:fs";

/** signals that end the program, but for Ctrl-C's, which asks for less. */
const deadly = ["SIGTERM", "SIGHUP"] as const;

/**
 * has something put in order if the program ends from now on, by itself or by a signal.
 * @param cleanUp must not wait for anything: `writeAtOnce` does not
 * @returns forgets it again
 */
export function onLeaving(cleanUp: () => void): () => void {
  const forget = (): void => {
    process.off("exit", cleanUp);
    for (const signal of deadly) process.off(signal, die);
  };
  const die = (signal: NodeJS.Signals): void => {
    forget();
    cleanUp();
    // without this listener it does what it does by default
    process.kill(process.pid, signal);
  };
  process.on("exit", cleanUp);
  for (const signal of deadly) process.on(signal, die);
  return forget;
}

/** writes to standard error without waiting; if that has gone, so has the need for it. */
export function writeAtOnce(text: string): void {
  try {
    writeSync(process.stderr.fd, text);
  } catch {
    // the terminal was closed
  }
}
