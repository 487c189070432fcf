import { fstatSync } from "node:fs";
import { lazy } from "../common/lazy.ts";
import { cutToCells } from "./glyphs.ts";
import { useTerminal } from "./job-control.ts";
import { onLeaving, writeAtOnce } from "./on-leaving.ts";

/** At most so many changes of the line a second. */
const rate = 20;

const down = "\x1bD";
const up = "\x1b[A";
const save = "\x1b7";
const restore = "\x1b8";
const next = "\x1b[B\r";
const eraseBelow = "\x1b[J";
const eraseStatus = `${save}${next}${eraseBelow}${restore}`;

/** The status line that is on the screen. */
let shown: StatusLine | undefined;

/**
 * One line below the cursor that says what the program is doing. It is shown on standard error, at a terminal that
 * understands control sequences, and nowhere else. Text for that terminal must go through `withStatus`.
 */
export class StatusLine {
  private shownAt = 0;
  private line = "";
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
    this.forget ??= this.begin();
    // A line that wraps could not be erased
    this.line = this.dim(cutToCells(text, (process.stderr.columns || 80) - 1));
    process.stderr.write(this.sequence());
  }

  /** Erases the line. */
  clear(): void {
    if (this.forget === undefined) return;
    this.forget();
    this.forget = undefined;
    shown = undefined;
    process.stderr.write(eraseStatus);
  }

  /** What draws the line. Down and up first: at the bottom of the screen that makes room, so the saved place is right. */
  sequence(): string {
    return `${down}${up}${save}${next}${this.line}${eraseBelow}${restore}`;
  }

  private begin(): () => void {
    shown = this;
    const forget = onLeaving(() => writeAtOnce(eraseStatus));
    const release = useTerminal({
      putBack: () => writeAtOnce(`${eraseStatus}\r\n`),
      takeAgain: () => {},
    });
    return () => {
      forget();
      release();
    };
  }
}

/**
 * A text for standard output, together with what keeps the status line below it if both are on one screen. One write
 * does both, so that the line does not flicker. If the text goes through a pipe, to a program that may write to the
 * terminal at any moment, the line is erased instead.
 * @param text its last row ends before the last column
 */
export function withStatus(text: string, isTerminal = process.stdout.isTTY === true): string {
  if (shown === undefined) return text;
  if (isTerminal) return text.includes("\n") ? `${eraseBelow}${text}${shown.sequence()}` : text;
  if (!outputIsFile()) shown.clear();
  return text;
}

/** Whether standard error is a terminal that understands control sequences. */
export function isLiveTerminal(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== "dumb";
}

const outputIsFile = lazy(() => {
  try {
    return fstatSync(process.stdout.fd).isFile();
  } catch {
    return false;
  }
});
