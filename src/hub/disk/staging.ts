import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { WantedFile } from "../choose-files.ts";
import { type Lock, lock } from "./lock.ts";
import { type PullRecord, readRecord, recorded, writeRecord } from "./record.ts";
import { writing } from "./write-errors.ts";

const folderName = ".pull";

/**
 * The folder `.pull` in a model's folder: files wait there until all of them are whole, so that no half of a model is
 * ever in the model's folder. It also keeps the record of what was placed, and the lock.
 */
export class Staging {
  private constructor(
    readonly target: string,
    private readonly held: Lock,
    /** The topmost folder that did not exist before. */
    private readonly created: string | undefined,
  ) {}

  /**
   * Makes the folder of a model, and locks it against other processes that pull into it.
   * @param target absolute
   * @param onWait called if another process works there, which is waited for
   * @throws FileError if that is not possible
   */
  static async open(target: string, signal: AbortSignal, onWait: () => void): Promise<Staging> {
    const folder = join(target, folderName);
    // Not writable for others, whatever the umask says: models are not searched for in folders that everybody may change
    const created = await writing(target, () => mkdirSync(folder, { recursive: true, mode: 0o755 }));
    const held = await lock(join(folder, "lock"), signal, onWait);
    return new Staging(target, held, created === undefined ? undefined : resolve(created));
  }

  /** Where a file waits that is whole and verified. */
  verifiedPath(file: WantedFile): string {
    return join(this.target, folderName, `${partName(file)}.verified`);
  }

  /** Where the beginning of a file waits for its rest. */
  partPath(file: WantedFile): string {
    return join(this.target, folderName, `${partName(file)}.part`);
  }

  /** Whether a file waits to be placed. */
  isVerified(file: WantedFile): boolean {
    return statSync(this.verifiedPath(file), { throwIfNoEntry: false })?.size === file.size;
  }

  /** Marks a part as whole and verified. @throws FileError */
  async verified(file: WantedFile): Promise<void> {
    await writing(this.verifiedPath(file), () => renameSync(this.partPath(file), this.verifiedPath(file)));
  }

  /**
   * Places what waits, and records it.
   * @param files those that wait
   * @param present those that are in the folder already, verified
   * @throws FileError
   */
  async place(
    repository: string,
    files: readonly WantedFile[],
    present: readonly WantedFile[],
  ): Promise<void> {
    const { target } = this;
    const entries = [
      ...files.map((file) => [file.name, recorded(file, this.verifiedPath(file))] as const),
      ...present.map((file) => [file.name, recorded(file, join(target, file.name))] as const),
    ];
    const before = recordOf(target)?.files;
    const record = { repository, files: { ...before, ...Object.fromEntries(entries) } };
    // First, since an entry without its file counts for nothing
    await writing(target, () => writeRecord(recordPath(target), record));
    for (const file of files) {
      const path = join(target, file.name);
      await writing(path, () => renameSync(this.verifiedPath(file), path));
    }
    await syncFolder(target);
    this.removeLeftovers([...files, ...present]);
  }

  /** Ends the work. If nothing is of use later, nothing stays that was not there before. */
  close(): void {
    const folder = join(this.target, folderName);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name.endsWith(".part") && statSync(path).size === 0) rmSync(path, { force: true });
    }
    const isUseless = readdirSync(folder).every((name) => name === "lock");
    this.held.release(isUseless);
    if (!isUseless) return;
    for (let path = folder; removeEmpty(path) && this.isOwn(dirname(path)); path = dirname(path));
  }

  /** Whether a folder above `.pull` was made by this run. */
  private isOwn(path: string): boolean {
    return this.created !== undefined && path.startsWith(this.created);
  }

  /** Removes what is left of other versions of files that are in place now. */
  private removeLeftovers(files: readonly WantedFile[]): void {
    const folder = join(this.target, folderName);
    for (const name of readdirSync(folder)) {
      const isOld = files.some((file) => name.startsWith(`${file.name}.`)) && /\.(part|verified)$/.test(name);
      if (isOld) rmSync(join(folder, name), { force: true });
    }
  }
}

/** What is recorded about a model's folder. */
export function recordOf(target: string): PullRecord | undefined {
  return readRecord(recordPath(target));
}

/** Bytes of a file that wait in a model's folder, whether all of it or a part. */
export function stagedBytes(target: string, file: WantedFile): number {
  const path = join(target, folderName, partName(file));
  const sizes = ["verified", "part"].map(
    (kind) => statSync(`${path}.${kind}`, { throwIfNoEntry: false })?.size ?? 0,
  );
  return Math.min(file.size, Math.max(...sizes));
}

function recordPath(target: string): string {
  return join(target, folderName, "record.json");
}

/** Other content has another name, so that no part is continued with something else. */
function partName({ name, size, sha256, gitId }: WantedFile): string {
  return `${name}.${(sha256 ?? gitId ?? `${size}-bytes`).slice(0, 16)}`;
}

/** @returns whether it was empty and is gone */
function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Makes sure that new names in a folder are on the disk, where the system can. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows has no such thing
  }
}
