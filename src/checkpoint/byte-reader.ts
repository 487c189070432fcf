import { FileError } from "../common/errors.ts";
import { type OpenFile, readBytes } from "../common/file.ts";
import { downloadAgain } from "./problems.ts";

const chunkSize = 64 * 1024;

/** Reads a part of a file from front to back, a chunk at a time, and never past its end. */
export class ByteReader {
  #chunk = new Uint8Array(0);
  /** Byte offset in the file where `#chunk` begins. */
  #chunkStart: number;
  /** Index in `#chunk` of the next byte. */
  #next = 0;

  /**
   * @param start byte offset in the file where the part begins
   * @param end byte offset just past its last byte, not past the end of the file
   * @param what the part as errors name it, such as "record data.pkl"
   */
  constructor(
    readonly file: OpenFile,
    readonly start: number,
    readonly end: number,
    readonly what: string,
  ) {
    this.#chunkStart = start;
  }

  /** Byte offset in the file of the next byte. */
  get position(): number {
    return this.#chunkStart + this.#next;
  }

  byte(): number {
    if (this.#next === this.#chunk.byteLength) this.#load(1);
    return this.#chunk[this.#next++];
  }

  /** The next `count` bytes, not copied: do not change them. */
  bytes(count: number): Uint8Array {
    if (this.#next + count > this.#chunk.byteLength) this.#load(count);
    this.#next += count;
    return this.#chunk.subarray(this.#next - count, this.#next);
  }

  /** The next `count` bytes as a view, to read numbers from. */
  view(count: number): DataView {
    const bytes = this.bytes(count);
    return new DataView(bytes.buffer, bytes.byteOffset, count);
  }

  /** The error for something wrong just before the current position. */
  problem(problem: string): FileError {
    const advice = `the file is damaged or malicious: ${downloadAgain}`;
    return new FileError(this.file.path, `${this.whereabouts()}: ${problem}`, advice);
  }

  /** The current position for a message, such as "record data.pkl, byte 12". */
  whereabouts(): string {
    return `${this.what}, byte ${this.position - this.start}`;
  }

  /** Makes the chunk begin at the current position and hold at least `count` bytes. */
  #load(count: number): void {
    const left = this.end - this.position;
    if (count > left) throw this.problem(`ends too soon (${left} of ${count} bytes)`);
    const size = Math.min(left, Math.max(count, chunkSize));
    const chunk = readBytes(this.file, this.position, size);
    this.#chunkStart = this.position;
    this.#chunk = chunk;
    this.#next = 0;
  }
}
