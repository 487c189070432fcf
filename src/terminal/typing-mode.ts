import { onLeaving, writeAtOnce } from "./on-leaving.ts";

/** a terminal that has been asked to marks what is pasted with ESC [200~ and ESC [201~ (xterm's bracketed paste). */
const markPastes = "\x1b[?2004h";
const markNoPastes = "\x1b[?2004l";

/** set while the terminal is set up for typing. */
let forget: (() => void) | undefined;

/** sets the terminal up for editing a line: keys come one by one, and pastes are marked. */
export function enterTypingMode(): void {
  setMode(true);
  forget ??= onLeaving(() => {
    setMode(false);
    writeAtOnce("\n");
  });
}

/** puts the terminal back as it was. that is done too when the program ends or is ended meanwhile. */
export function leaveTypingMode(): void {
  if (forget === undefined) return;
  forget();
  forget = undefined;
  setMode(false);
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

function setMode(isTyping: boolean): void {
  try {
    process.stdin.setRawMode(isTyping);
  } catch {
    // the terminal has gone, and its modes with it
  }
  writeAtOnce(isTyping ? markPastes : markNoPastes);
}
