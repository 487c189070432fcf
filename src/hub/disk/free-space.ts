import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { FileError } from "../../common/errors.ts";
import { bytesText } from "../amounts.ts";

/** Bytes that may still be written to the disk of a folder; undefined if the system does not say. */
export function freeSpace(folder: string): number | undefined {
  try {
    const { bavail, blocks, bsize } = statfsSync(existing(folder));
    return blocks === 0 ? undefined : bavail * bsize;
  } catch {
    return undefined;
  }
}

/**
 * Checks that the disk of a folder has room, before anything is loaded.
 * @param needed bytes
 * @throws FileError
 */
export function requireSpace(
  folder: string,
  needed: number,
  free: number | undefined = freeSpace(folder),
): void {
  if (free === undefined || needed <= free) return;
  throw new FileError(
    folder,
    `the disk is too small: ${bytesText(needed)} are to come, and ${bytesText(free)} are free`,
    `free ${bytesText(needed - free)}, or choose a folder on another disk`,
  );
}

/** A folder, or the nearest one above it that exists. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}
