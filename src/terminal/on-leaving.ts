import { writeSync } from "node:fs";

/**
 * Has something put in order if the program ends from now on, by itself or by a signal.
 * @param cleanUp must not wait for anything: `writeAtOnce` does not
 * @returns forgets it again
 */
export function onLeaving(cleanUp: () => void): () => void {
  process.on("exit", cleanUp);
  return () => void process.off("exit", cleanUp);
}

/** Writes to standard error without waiting; if that has gone, so has the need for it. */
export function writeAtOnce(text: string): void {
  try {
    writeSync(process.stderr.fd, text);
  } catch {
    // The terminal was closed
  }
}
