/** the exit code of a program that Ctrl-C ended, by the shells' convention. */
export const interruptedExitCode = 130;

/**
 * runs something that the first Ctrl-C asks to stop, by its signal; a second one ends the program. afterwards Ctrl-C
 * means what it did before.
 */
export async function interruptible<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    controller.abort();
  };
  process.on("SIGINT", onInterrupt);
  try {
    return await run(controller.signal);
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
