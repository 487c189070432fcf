import { closeSync, openSync, writeSync } from "node:fs";
import { FileError } from "../../common/errors.ts";
import type { TraceMessage } from "./trace-recorder.ts";

/**
 * A trace in Chrome's Trace Event Format (the JSON object form with complete events, "ph":"X"), which ui.perfetto.dev and
 * chrome://tracing show: a row for each rank with every operation and its time, barriers within the operations that wait
 * for them. It is written while the model runs.
 */
export class TraceFile {
  private readonly descriptor: number;
  private separator = "";
  /** What went wrong while writing; the model goes on without the trace. */
  private failure: FileError | undefined;

  /** @throws FileError when it cannot be written */
  constructor(
    private readonly path: string,
    ranks: number,
  ) {
    try {
      this.descriptor = openSync(path, "w");
    } catch (error) {
      throw this.problem(error);
    }
    const threads = Array.from({ length: ranks }, (_, rank) => {
      return { name: "thread_name", ph: "M", pid: 1, tid: rank, args: { name: `rank ${rank}` } };
    });
    const program = { name: "process_name", ph: "M", pid: 1, tid: 0, args: { name: "llama-nb" } };
    this.write('{"displayTimeUnit":"ms","traceEvents":[\n');
    this.writeEvents([program, ...threads]);
  }

  /** Writes what a rank recorded in a pass. */
  add({ rank, names, times, tokens, position }: TraceMessage): void {
    this.writeEvents(
      names.map((name, n) => {
        const [began, ended] = times.subarray(2 * n);
        const isPass = name === "forward";
        const cat = isPass || name === "barrier" ? name : "operation";
        const args = isPass ? { tokens, position } : undefined;
        return { name, cat, ph: "X", pid: 1, tid: rank, ts: began, dur: ended - began, args };
      }),
    );
  }

  /** Ends the file. @throws FileError when anything could not be written */
  close(): void {
    this.write("\n]}\n");
    closeSync(this.descriptor);
    if (this.failure !== undefined) throw this.failure;
  }

  private writeEvents(events: readonly object[]): void {
    this.write(this.separator + events.map((event) => JSON.stringify(event)).join(",\n"));
    this.separator = ",\n";
  }

  private write(text: string): void {
    if (this.failure !== undefined) return;
    try {
      writeSync(this.descriptor, text);
    } catch (error) {
      this.failure = this.problem(error);
    }
  }

  private problem(cause: unknown): FileError {
    const code = cause instanceof Error && "code" in cause ? cause.code : String(cause);
    return new FileError(this.path, `the trace cannot be written (${code})`, "choose another place", {
      cause,
    });
  }
}
