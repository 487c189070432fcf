import { Database } from "bun:sqlite";
import { closeSync, fstatSync, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writing } from "./write-errors.ts";

/** How often a lock that another process holds is tried, milliseconds. */
const interval = 250;

/** A lock that is held. */
export interface Lock {
  /** @param removes whether the file goes too */
  release(removes: boolean): void;
}

/**
 * Locks a file against other processes, and waits for one that holds it. The operating system keeps the lock and ends it
 * with the process, however that ends: SQLite, which comes with Bun, locks its files so on every platform. The file stays
 * empty.
 * @param onWait called once if another process holds the lock
 * @throws FileError if the file cannot be written; the reason of `signal` if that was aborted
 */
export async function lock(path: string, signal: AbortSignal, onWait: () => void): Promise<Lock> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    const held = await writing(path, () => tryLock(path));
    if (held !== undefined) return held;
    if (tries === 0) onWait();
    await sleep(interval, undefined, { signal });
  }
}

/** @returns undefined if another process holds the lock */
function tryLock(path: string): Lock | undefined {
  const before = create(path);
  if (before === undefined) return undefined;
  const database = new Database(path, { create: true, readwrite: true });
  try {
    // Otherwise there would be a second file beside it
    database.run("PRAGMA journal_mode = MEMORY");
    database.run("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  // Whoever held it before may have removed the file in the meantime
  if (statSync(path, { bigint: true, throwIfNoEntry: false })?.ino !== before) {
    database.close();
    return undefined;
  }
  return {
    release(removes) {
      // Before the lock ends, so that nobody locks a file that is about to go
      if (removes) removeIfPossible(path);
      database.close();
    },
  };
}

/** @returns the number of the file, or undefined if its folder has just been removed by another process */
function create(path: string): bigint | undefined {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  try {
    const file = openSync(path, "a", 0o644);
    try {
      return fstatSync(file, { bigint: true }).ino;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Windows keeps a file that is open. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Then it stays, empty
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code));
}
