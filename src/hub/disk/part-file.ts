import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Checksum, type Content, readIntoChecksum } from "./checksum.ts";
import { writing } from "./write-errors.ts";

/** The beginning of a file that is being loaded, on disk. What an earlier run has left of it is kept. */
export class PartFile {
  private constructor(
    readonly path: string,
    private readonly content: Content,
    private readonly file: FileHandle,
    private checksum: Checksum,
    private bytes: number,
  ) {}

  /**
   * Opens the part of a file, or begins one.
   * @param onProgress told how many bytes have been read: what is there goes into the checksum
   * @throws FileError if it cannot be read or written; the reason of `signal` if that was aborted
   */
  static async open(
    path: string,
    content: Content,
    signal: AbortSignal,
    onProgress: (bytes: number) => void,
  ): Promise<PartFile> {
    const file = await writing(path, () => open(path, constants.O_RDWR | constants.O_CREAT, 0o644));
    try {
      const { size } = await writing(path, () => file.stat());
      const part = new PartFile(path, content, file, new Checksum(content), size);
      if (size > content.size) await part.startOver();
      else await readIntoChecksum(path, part.checksum, size, signal, onProgress);
      return part;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Bytes that are there. */
  get size(): number {
    return this.bytes;
  }

  get isWhole(): boolean {
    return this.bytes === this.content.size;
  }

  /** Adds bytes to its end. @throws FileError, after which the checksum is of no use */
  async append(piece: Uint8Array): Promise<void> {
    const writes = writing(this.path, async () => {
      for (let done = 0; done < piece.byteLength; ) {
        const { bytesWritten } = await this.file.write(piece, done, piece.byteLength - done, this.bytes);
        this.bytes += bytesWritten;
        done += bytesWritten;
      }
    });
    // Meanwhile
    this.checksum.update(piece);
    await writes;
  }

  /** Throws away what is there. @throws FileError */
  async startOver(): Promise<void> {
    await writing(this.path, () => this.file.truncate(0));
    this.checksum = new Checksum(this.content);
    this.bytes = 0;
  }

  /** Whether the whole file has the right checksum; undefined if the hub gives none. Call it once. */
  matches(): boolean | undefined {
    return this.checksum.matches();
  }

  /** Makes sure that it is on the disk, also if the power fails. @throws FileError */
  async sync(): Promise<void> {
    await writing(this.path, () => this.file.sync());
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
