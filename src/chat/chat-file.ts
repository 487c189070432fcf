import { constants, type Stats, statSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { FileError } from "../common/errors.ts";
import { attempt } from "../common/file.ts";
import { replaceFile } from "../common/replace-file.ts";

/** A larger file was not written by a person and a model, bytes. */
const largest = 64 * 2 ** 20;
/** How much is read before signals are heard again, bytes. */
const atOnce = 2 ** 20;

/**
 * Reads a regular file as text. Others are refused before they are opened: a pipe would wait for a writer, and a device
 * may have no end.
 * @param path as a person writes it
 * @param signal ends the reading
 * @throws FileError if the file cannot be read or is too large
 */
export async function readChatFile(path: string, signal?: AbortSignal): Promise<string> {
  const target = fromHome(path);
  let file: FileHandle | undefined;
  try {
    requireReadable(path, await stat(target));
    file = await open(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // Windows has no O_NONBLOCK
    const stats = await file.stat();
    requireReadable(path, stats);
    const bytes = new Uint8Array(stats.size);
    let read = 0;
    while (read < bytes.length) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(bytes, read, Math.min(atOnce, bytes.length - read), read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return new TextDecoder().decode(bytes.subarray(0, read));
  } catch (cause) {
    if (cause instanceof FileError || signal?.aborted) throw cause;
    const fail = (): never => {
      throw cause;
    };
    return attempt(path, fail, "name another file");
  } finally {
    await file?.close();
  }
}

/**
 * Writes a file, whole or not at all. A file that is replaced keeps its permissions; a symbolic link stays one, and the
 * file that it leads to is written.
 * @param path as a person writes it
 * @param mayReplace throws an error if the file that is there must stay
 * @throws FileError if the file cannot be written
 */
export async function writeChatFile(
  path: string,
  text: string,
  mayReplace: () => Promise<void>,
): Promise<void> {
  const target = fromHome(path);
  const stats = writing(path, () => statSync(target, { throwIfNoEntry: false }));
  if (stats !== undefined) await mayReplace();
  writing(path, () => replaceFile(target, text));
}

/** ~ is the home folder, as in a shell. */
export function fromHome(path: string): string {
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
}

function requireReadable(path: string, stats: Stats): void {
  const advice = "load a file that /save wrote";
  if (!stats.isFile()) {
    const kind = stats.isDirectory() ? "a folder" : stats.isFIFO() ? "a pipe" : "a device or a socket";
    throw new FileError(path, `is ${kind}, not a file`, advice);
  }
  if (stats.size > largest) throw new FileError(path, `has ${stats.size} bytes, too many for a chat`, advice);
}

/** What the system's errors mean for a file that is written. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EACCES: "the permissions do not allow it",
  EPERM: "the permissions do not allow it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "a link in it leads back to itself",
};

/** @throws FileError if the call fails */
function writing<Result>(path: string, call: () => Result): Result {
  try {
    return call();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new FileError(
      path,
      `cannot be written: ${reasons[code] ?? reason(cause)}`,
      "choose another place",
      {
        cause,
      },
    );
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
