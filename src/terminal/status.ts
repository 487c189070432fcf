import { onLeaving, writeAtOnce } from "./on-leaving.ts";

/** at most so many changes of the line a second. */
const rate = 20;

const down = "\x1bD";
const up = "\x1b[A";
const save = "\x1b7";
const restore = "\x1b8";
const next = "\x1b[B\r";
const eraseLine = "\x1b[K";
const eraseStatus = `${save}${next}${eraseLine}${restore}`;

/**
 * one line below the cursor that says what goes on, and is gone when the answer goes on. it is shown on standard error,
 * at a terminal that understands control sequences, and nowhere else.
 */
export class StatusLine {
  private shownAt = 0;
  /** set while it is shown. */
  private forget: (() => void) | undefined;

  constructor(
    private readonly isEnabled: boolean,
    private readonly dim: (text: string) => string,
  ) {}

  /** shows a text in place of the last one, unless that was a moment ago. */
  show(text: string): void {
    const now = performance.now();
    if (!this.isEnabled || now - this.shownAt < 1000 / rate) return;
    this.shownAt = now;
    this.forget ??= onLeaving(() => writeAtOnce(eraseStatus));
    // a line that wraps could not be taken back
    const width = (process.stderr.columns ?? 80) - 1;
    // down and up first: at the bottom of the screen that makes room, and the place saved then is the right one
    const line = `${this.dim(text.slice(0, width))}${eraseLine}`;
    process.stderr.write(`${down}${up}${save}${next}${line}${restore}`);
  }

  /** takes the line away. */
  clear(): void {
    if (this.forget === undefined) return;
    this.forget();
    this.forget = undefined;
    process.stderr.write(eraseStatus);
  }
}

/** whether standard error is a terminal that understands control sequences. */
export function isLiveTerminal(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== "dumb";
}
