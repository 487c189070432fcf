import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all: under another name first, which then takes the place of what was there.
 * @param mode permissions, less those that the process's umask takes away
 * @throws the system's error when that cannot be done; what was there is still there then
 */
export function replaceFile(path: string, contents: string | Uint8Array, mode = 0o666): void {
  const draft = `${path}.${process.pid}.tmp`;
  const file = openSync(draft, "wx", mode);
  try {
    try {
      writeFileSync(file, contents);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
