import { TraceFile } from "./trace-file.ts";
import type { TraceMessage } from "./trace-recorder.ts";

/** Where the main thread receives what the ranks record, and writes it to a file. */
export class TraceInbox {
  private readonly file: TraceFile;
  private missing = 0;
  private complete: () => void = () => {};

  /** @throws FileError when the file cannot be written */
  constructor(
    path: string,
    private readonly ranks: number,
  ) {
    this.file = new TraceFile(path, ranks);
  }

  /** A pass begins. @returns resolves when all ranks have sent what they recorded in it */
  begin(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.missing = this.ranks;
    this.complete = resolve;
    return promise;
  }

  receive(message: TraceMessage): void {
    this.file.add(message);
    this.missing--;
    if (this.missing === 0) this.complete();
  }

  /** @throws FileError when anything could not be written */
  close(): void {
    this.file.close();
  }
}
