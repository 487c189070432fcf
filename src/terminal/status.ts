/** at most so many changes of the line a second. */
const rate = 20;

/**
 * one line on standard error that says what goes on, and is gone when the answer goes on. it is shown at a terminal that
 * understands control sequences, and nowhere else.
 */
export class StatusLine {
  private shownAt = 0;
  private isShown = false;

  constructor(private readonly isEnabled: boolean) {}

  /** shows a text in place of the last one, unless that was a moment ago. */
  show(text: string): void {
    if (!this.isEnabled || performance.now() - this.shownAt < 1000 / rate) return;
    this.shownAt = performance.now();
    this.isShown = true;
    // a line that wraps could not be taken back
    const width = (process.stderr.columns ?? 80) - 1;
    process.stderr.write(`\r\x1b[2m${text.slice(0, width)}\x1b[0m\x1b[K`);
  }

  /** takes the line away. */
  clear(): void {
    if (this.isShown) process.stderr.write("\r\x1b[K");
    this.isShown = false;
  }
}
