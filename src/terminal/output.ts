import type { Writable } from "node:stream";
import { UserError } from "../common/errors.ts";
import { lazy } from "../common/lazy.ts";
import { withStatus } from "./status.ts";

/** The reader of our output has gone, as in `| head`: the program ends quietly. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** Writes in order, no faster than the text is read, and keeps the status line out of the way. */
export class Output {
  private failure: Error | undefined;
  private onFailure: (() => void) | undefined;

  constructor(private readonly stream: Writable = process.stdout) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      this.failure =
        error.code === "EPIPE"
          ? new OutputClosed()
          : new UserError(`standard output: ${error.message}; write it elsewhere`);
      this.onFailure?.();
    });
  }

  /** @throws OutputClosed if nobody reads any more, UserError if writing fails (a full disk) */
  async write(text: string): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    const shown = this.stream === process.stdout ? withStatus(text) : text;
    if (!this.stream.write(shown)) await this.drained();
    if (this.failure !== undefined) throw this.failure;
  }

  /** Waits until everything has been written. @throws as `write` */
  async flush(): Promise<void> {
    if (this.stream.writableLength > 0) await this.drained();
    // A failure of the last write is reported a moment later
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failure !== undefined) throw this.failure;
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      this.onFailure = resolve;
      this.stream.once("drain", resolve);
    });
  }
}

/** The program's standard output. There is only one, because each listens for failures. */
export const standardOutput = lazy(() => new Output());
