/** Something that changes the terminal, and changes it back while the program is stopped. */
export interface TerminalUse {
  /** The program is about to stop, or to end: puts the terminal back. Must not wait for anything. */
  putBack(): void;
  /** The program is continued. Others have written to the terminal, and the cursor is at the start of a row. */
  takeAgain(): void;
}

const uses: TerminalUse[] = [];
let stops = 0;
/** Whether the next SIGCONT is the answer to our own stop. */
let isExpected = false;

/** How often the program was stopped and continued. When this changes, the column of the cursor is no longer known. */
export function timesStopped(): number {
  return stops;
}

/**
 * Calls `use` whenever the program is stopped (by Ctrl-Z, or by SIGTSTP from another process) and continued. The first use
 * that was registered is the last to put the terminal back.
 * @returns ends that
 */
export function useTerminal(use: TerminalUse): () => void {
  if (uses.length === 0 && process.platform !== "win32") {
    process.on("SIGTSTP", onStop);
    process.on("SIGCONT", onContinue);
  }
  uses.push(use);
  return () => {
    const index = uses.indexOf(use);
    if (index >= 0) uses.splice(index, 1);
    if (uses.length > 0) return;
    process.off("SIGTSTP", onStop);
    process.off("SIGCONT", onContinue);
  };
}

/** Stops the program and its job, which may include npm, as Ctrl-Z does. Returns when the program is continued. */
export function stopJob(): void {
  if (process.platform !== "win32") stop(0);
}

/** Ends the program and leaves a core file, if the system is set up for that, as Ctrl-\ does. */
export function quitJob(): void {
  if (process.platform === "win32") return;
  putBack();
  process.kill(0, "SIGQUIT");
}

function onStop(): void {
  stop(process.pid);
}

function onContinue(): void {
  // After SIGSTOP, which no program is told of
  if (!isExpected) takeAgain();
  isExpected = false;
}

/** @param target the process, or 0 for its group */
function stop(target: number): void {
  putBack();
  // Without a listener the signal stops the process, unless no shell is there that could continue it
  process.off("SIGTSTP", onStop);
  process.kill(target, "SIGTSTP");
  process.on("SIGTSTP", onStop);
  isExpected = true;
  setTimeout(() => {
    isExpected = false;
  }, 500).unref();
  takeAgain();
}

function putBack(): void {
  for (const use of uses.toReversed()) use.putBack();
}

function takeAgain(): void {
  stops++;
  for (const use of uses) use.takeAgain();
}
