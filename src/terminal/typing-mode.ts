import { onLeaving, writeAtOnce } from "./on-leaving.ts";

/** A terminal that has been asked to marks what is pasted with ESC [200~ and ESC [201~ (xterm's bracketed paste). */
const markPastes = "\x1b[?2004h";
const markNoPastes = "\x1b[?2004l";

/** Set while the terminal is set up for typing. */
let forget: (() => void) | undefined;

/** Sets the terminal up for editing a line: keys come one by one, and pastes are marked. */
export function enterTypingMode(): void {
  setMode(true);
  forget ??= onLeaving(() => {
    setMode(false);
    writeAtOnce("\n");
  });
}

/** Puts the terminal back as it was. That is done too when the program ends or is ended meanwhile. */
export function leaveTypingMode(): void {
  if (forget === undefined) return;
  forget();
  forget = undefined;
  setMode(false);
}

/**
 * Stops the program, as Ctrl-Z does where keys do not come one by one, and returns when it goes on. Without a shell that
 * could continue it the system does not stop it.
 */
export function suspend(): void {
  setMode(false);
  // The whole group: npm, which may have started this, must stop too
  process.kill(0, "SIGTSTP");
  setMode(true);
}

function setMode(isTyping: boolean): void {
  try {
    process.stdin.setRawMode(isTyping);
  } catch {
    // The terminal has gone, and its modes with it
  }
  writeAtOnce(isTyping ? markPastes : markNoPastes);
}
