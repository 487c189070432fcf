import { onLeaving, writeAtOnce } from "./on-leaving.ts";

/** At most so many changes of the line a second. */
const rate = 20;

const down = "\x1bD";
const up = "\x1b[A";
const save = "\x1b7";
const restore = "\x1b8";
const next = "\x1b[B\r";
const eraseLine = "\x1b[K";
const eraseStatus = `${save}${next}${eraseLine}${restore}`;

/**
 * One line below the cursor that says what goes on, and is gone when the answer goes on. It is shown on standard error,
 * at a terminal that understands control sequences, and nowhere else.
 */
export class StatusLine {
  private shownAt = 0;
  /** Set while it is shown. */
  private forget: (() => void) | undefined;

  constructor(
    private readonly isEnabled: boolean,
    private readonly dim: (text: string) => string,
  ) {}

  /** Shows a text in place of the last one, unless that was a moment ago. */
  show(text: string): void {
    const now = performance.now();
    if (!this.isEnabled || now - this.shownAt < 1000 / rate) return;
    this.shownAt = now;
    this.forget ??= onLeaving(() => writeAtOnce(eraseStatus));
    // A line that wraps could not be taken back
    const width = (process.stderr.columns ?? 80) - 1;
    // Down and up first: at the bottom of the screen that makes room, and the place saved then is the right one
    const line = `${this.dim(text.slice(0, width))}${eraseLine}`;
    process.stderr.write(`${down}${up}${save}${next}${line}${restore}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.forget === undefined) return;
    this.forget();
    this.forget = undefined;
    process.stderr.write(eraseStatus);
  }
}

/** Whether standard error is a terminal that understands control sequences. */
export function isLiveTerminal(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== "dumb";
}
