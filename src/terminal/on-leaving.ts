import { writeSync } from "node:fs";

/**
 * Runs a function if the program ends from now on, by itself or by a signal.
 * @param cleanUp must not wait for anything; `writeAtOnce` does not
 * @returns cancels that
 */
export function onLeaving(cleanUp: () => void): () => void {
  process.on("exit", cleanUp);
  return () => void process.off("exit", cleanUp);
}

/** Writes to standard error at once. An error is ignored: the terminal was closed. */
export function writeAtOnce(text: string): void {
  try {
    writeSync(process.stderr.fd, text);
  } catch {
    // Nobody is there to read it
  }
}
