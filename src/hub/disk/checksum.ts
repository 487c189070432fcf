import { createHash, type Hash } from "node:crypto";
import { open } from "node:fs/promises";
import type { HubFile } from "../requests/file-list.ts";
import { writing } from "./write-errors.ts";

const bytesAtOnce = 4 * 2 ** 20;

/** What the hub says about the content of a file. */
export type Content = Pick<HubFile, "size" | "sha256" | "gitId">;

/** A hash of a file's content that is being computed: SHA-256, or git's name for it where the hub gives nothing better. */
export class Checksum {
  private readonly hash: Hash;

  constructor(private readonly content: Content) {
    const isGits = content.sha256 === undefined;
    this.hash = createHash(isGits ? "sha1" : "sha256");
    // Git hashes a header with the content (Pro Git, 10.2)
    if (isGits) this.hash.update(`blob ${content.size}\0`);
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  /** Whether all of the content, which has been given, is what the hub says; undefined if it says nothing. */
  matches(): boolean | undefined {
    const expected = this.content.sha256 ?? this.content.gitId;
    return expected === undefined ? undefined : this.hash.digest("hex") === expected;
  }
}

/**
 * Reads the first bytes of a file into a checksum.
 * @param onProgress told how many bytes have been read
 * @throws FileError if it cannot be read; the reason of `signal` if that was aborted
 */
export async function readIntoChecksum(
  path: string,
  checksum: Checksum,
  size: number,
  signal: AbortSignal,
  onProgress: (bytes: number) => void = () => {},
): Promise<void> {
  await writing(path, async () => {
    const file = await open(path, "r");
    try {
      const buffer = new Uint8Array(Math.min(size, bytesAtOnce));
      for (let done = 0; done < size; ) {
        signal.throwIfAborted();
        const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - done), done);
        if (bytesRead === 0) return;
        checksum.update(buffer.subarray(0, bytesRead));
        done += bytesRead;
        onProgress(done);
      }
    } finally {
      await file.close();
    }
  });
}
