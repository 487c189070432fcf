import { readFileSync } from "node:fs";

/** The exit codes of a program that a signal ended, by the shells' convention: 128 and the signal's number. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The exit code of a program that Ctrl-C ended. */
export const interruptedExitCode = exitCodes.SIGINT;

/** A closed terminal or SIGTERM has ended what was running. It is in order, and the program must end now. */
export class Ended extends Error {
  override readonly name = "Ended";

  constructor(readonly exitCode: number) {
    super("ended by a signal");
  }
}

/** Stops what runs now. */
let running: AbortController | undefined;

/** Handles the signals that ask the program to stop, from now on. */
export function listenForSignals(): void {
  for (const [signal, code] of Object.entries(exitCodes)) {
    if (signal === "SIGHUP" && outlivesTerminal()) continue;
    process.on(signal, () => {
      // A question takes Ctrl-C as its reply
      if (running === undefined && process.listenerCount(signal) > 1) return;
      if (running === undefined || running.signal.aborted) process.exit(code);
      running.abort(code === interruptedExitCode ? undefined : new Ended(code));
    });
  }
}

/**
 * Runs something that the first signal asks to stop, by an `AbortSignal`; a second one ends the program. After Ctrl-C the
 * program goes on. What runs may run something else in the same way, which is then asked instead.
 * @throws Ended if a signal other than Ctrl-C came, even if run() failed too
 */
export async function interruptible<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const outer = running;
  const own = new AbortController();
  running = own;
  const { signal } = own;
  try {
    const result = await run(signal);
    if (signal.reason instanceof Ended) throw signal.reason;
    return result;
  } catch (error) {
    throw signal.reason instanceof Ended ? signal.reason : error;
  } finally {
    running = outer;
  }
}

/** Whether the program was started so that it goes on when the terminal is closed, as nohup does. */
function outlivesTerminal(): boolean {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return (Number.parseInt(ignored?.[1].at(-1) ?? "0", 16) & 1) === 1;
  } catch {
    // Only Linux has this file. Elsewhere: nohup leaves the program no terminal
    return !(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
  }
}
