import { writeSync } from "node:fs";

/** a terminal that has been asked to marks what is pasted with ESC [200~ and ESC [201~ (xterm's bracketed paste). */
const markPastes = "\x1b[?2004h";
const markNoPastes = "\x1b[?2004l";
/** signals that end the program while it waits for a line. */
const deadly = ["SIGTERM", "SIGHUP"] as const;

let isTyping = false;

/** sets the terminal up for editing a line: keys come one by one, and pastes are marked. */
export function enterTypingMode(): void {
  if (isTyping) return;
  isTyping = true;
  setMode(true);
  process.on("exit", leaveTypingMode);
  for (const signal of deadly) process.on(signal, die);
}

/** puts the terminal back as it was. it is done too when the program ends or is ended meanwhile. */
export function leaveTypingMode(): void {
  if (!isTyping) return;
  isTyping = false;
  process.off("exit", leaveTypingMode);
  for (const signal of deadly) process.off(signal, die);
  setMode(false);
}

/** sets the terminal up anew: while the program was stopped, the shell had it. */
export function renewTypingMode(): void {
  if (isTyping) setMode(true);
}

/**
 * stops the program, as Ctrl-Z does where keys do not come one by one, and returns when it goes on. without a shell that
 * could continue it the system does not stop it.
 */
export function suspend(): void {
  setMode(false);
  // the whole group: npm, which may have started this, must stop too
  process.kill(0, "SIGTSTP");
  setMode(true);
}

function setMode(isRaw: boolean): void {
  try {
    process.stdin.setRawMode(isRaw);
    // at once: at the end of the program nothing would wait for it
    writeSync(process.stderr.fd, isRaw ? markPastes : markNoPastes);
  } catch {
    // the terminal has gone, and its modes with it
  }
}

function die(signal: NodeJS.Signals): void {
  leaveTypingMode();
  // without our listener it does what it does by default
  process.kill(process.pid, signal);
}
