import { readFileSync } from "node:fs";

/** The exit codes of a program that a signal ended, by the shells' convention: 128 and the signal's number. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The exit code of a program that Ctrl-C ended. */
export const interruptedExitCode = exitCodes.SIGINT;

/** A closed terminal or SIGTERM has ended what was running, which has been put in order: now the program is to end. */
export class Ended extends Error {
  override readonly name = "Ended";

  constructor(readonly exitCode: number) {
    super("ended by a signal");
  }
}

/** What runs now and can be stopped. */
let running: AbortController | undefined;

/** Answers the signals that ask the program to stop, from now on. */
export function listenForSignals(): void {
  for (const [signal, code] of Object.entries(exitCodes)) {
    if (signal === "SIGHUP" && outlivesTerminal()) continue;
    process.on(signal, () => {
      // Who waits for a line takes Ctrl-C for an answer
      if (running === undefined && process.listenerCount(signal) > 1) return;
      if (running === undefined || running.signal.aborted) process.exit(code);
      running.abort(code === interruptedExitCode ? undefined : new Ended(code));
    });
  }
}

/**
 * Runs something that the first signal asks to stop, by an `AbortSignal`; a second one ends the program. After Ctrl-C
 * the program goes on.
 * @throws Ended when another signal stopped it, whatever else went wrong on the way out: a closed terminal takes no text
 */
export async function interruptible<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  running = new AbortController();
  const { signal } = running;
  try {
    const result = await run(signal);
    if (signal.reason instanceof Ended) throw signal.reason;
    return result;
  } catch (error) {
    throw signal.reason instanceof Ended ? signal.reason : error;
  } finally {
    running = undefined;
  }
}

/** Whether who started the program wants it to go on when the terminal is closed, as nohup does. */
function outlivesTerminal(): boolean {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return (Number.parseInt(ignored?.[1].at(-1) ?? "0", 16) & 1) === 1;
  } catch {
    // This is Linux's; elsewhere: nohup leaves the program no terminal
    return !(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
  }
}
