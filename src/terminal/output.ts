import type { Writable } from "node:stream";
import { UserError } from "../common/errors.ts";
import { lazy } from "../common/lazy.ts";

/** Whoever read our output has gone, as in `| head`: the program ends quietly. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** Writes to standard output, in order, no faster than it is read. */
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

  /** @throws OutputClosed when nobody reads any more, UserError when writing fails (a full disk) */
  async write(text: string): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (!this.stream.write(text)) await this.drained();
    if (this.failure !== undefined) throw this.failure;
  }

  /** Waits until all that was written has left. @throws as `write` */
  async flush(): Promise<void> {
    if (this.stream.writableLength > 0) await this.drained();
    // A failure of the last write is told a moment later
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

/** The program's standard output; one for all, since each listens for failures. */
export const standardOutput = lazy(() => new Output());
