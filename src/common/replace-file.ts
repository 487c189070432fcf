import { randomUUID } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Writes a file completely or not at all: first under another name in the same folder, which then replaces the old file.
 * An existing file keeps its permissions, and a symbolic link stays a link to the file that is written.
 * @param mode permissions of a new file, without those that the process's umask removes
 * @throws the system's error if it cannot be written; the old file is then unchanged
 */
export function replaceFile(path: string, contents: string | Uint8Array, mode = 0o666): void {
  const target = linkTarget(path);
  const draft = join(dirname(target), `.${randomUUID()}.tmp`);
  const existing = statSync(target, { throwIfNoEntry: false });
  const file = openSync(draft, "wx", mode);
  try {
    try {
      if (existing !== undefined) fchmodSync(file, existing.mode & 0o7777);
      writeFileSync(file, contents);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The file that a path leads to, even if it does not exist yet. */
function linkTarget(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
  const isDangling = statSync(path, { throwIfNoEntry: false }) === undefined;
  return isDangling ? linkTarget(resolve(dirname(path), readlinkSync(path))) : realpathSync(path);
}
