import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { isEmbedded } from "./embedded.ts";
import { FileError } from "./errors.ts";

/** A regular file, open for positional reads. */
export interface OpenFile {
  readonly path: string;
  /** Bytes, at the time it was opened. */
  readonly size: number;
  /** Reads up to target.length bytes at a position; returns the count, 0 at the end of the file. */
  readonly read: (target: Uint8Array, position: number) => number;
}

/** What to do about a path that does not exist, unless the caller knows better. */
const checkPath = "check the path";

/**
 * Opens a regular file, passes it to `use` and closes it again.
 * @param advice what to do if there is no such file, or the path is a folder, a pipe or a device
 * @throws FileError if there is no such file, it may not be read, or it is not a regular file
 */
export function withFile<Result>(
  path: string,
  use: (file: OpenFile) => Result,
  advice: string = checkPath,
): Result {
  const { file, close } = openFile(path, advice);
  try {
    return use(file);
  } finally {
    close();
  }
}

/** As {@link withFile}, for work that waits in between. */
export async function withFileAsync<Result>(
  path: string,
  use: (file: OpenFile) => Promise<Result>,
  advice: string = checkPath,
): Promise<Result> {
  const { file, close } = openFile(path, advice);
  try {
    return await use(file);
  } finally {
    close();
  }
}

function openFile(path: string, advice: string): { file: OpenFile; close: () => void } {
  // Checked before opening: opening a pipe waits for a writer, and opening a device may have side effects
  requireRegularFile(
    path,
    attempt(path, () => statSync(path), advice),
    advice,
  );
  if (isEmbedded(path)) return { file: embeddedFile(path), close: () => {} };
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0); // Windows has no O_NONBLOCK
  const descriptor = attempt(path, () => openSync(path, flags), advice);
  const close = () => closeSync(descriptor);
  try {
    const stats = attempt(path, () => fstatSync(descriptor));
    requireRegularFile(path, stats, advice);
    const read = (target: Uint8Array, position: number) =>
      readSync(descriptor, target, 0, target.byteLength, position);
    return { file: { path, size: stats.size, read }, close };
  } catch (error) {
    close();
    throw error;
  }
}

// Contents of the executable's own files, which cannot change
const embedded = new Map<string, Uint8Array>();

/** A file inside the executable: it can only be read whole, because it has no descriptor. */
function embeddedFile(path: string): OpenFile {
  const bytes = embedded.get(path) ?? readFileSync(path);
  embedded.set(path, bytes);
  const read = (target: Uint8Array, position: number) => {
    const part = bytes.subarray(position, position + target.byteLength);
    target.set(part);
    return part.byteLength;
  };
  return { path, size: bytes.byteLength, read };
}

/**
 * Fills `target` with the bytes of the file from `offset` on.
 * @throws FileError if the file ends before `target` is full, or cannot be read
 */
export function readInto(file: OpenFile, offset: number, target: Uint8Array): void {
  const mostAtOnce = 2 ** 30; // Linux reads at most 2 GiB at a time
  for (let done = 0; done < target.byteLength; ) {
    const length = Math.min(target.byteLength - done, mostAtOnce);
    const part = target.subarray(done, done + length);
    const count = attempt(file.path, () => file.read(part, offset + done));
    if (count === 0) throw endsTooSoon(file.path, offset + done);
    done += count;
  }
}

/** The bytes [offset, offset + size) of a file. @throws FileError as {@link readInto} does */
export function readBytes(file: OpenFile, offset: number, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  readInto(file, offset, bytes);
  return bytes;
}

/**
 * All bytes of a small file.
 * @param largest the most bytes that such a file can have
 * @param expected what the file should be, for the error about a larger one
 * @param advice as for {@link withFile}
 * @throws FileError as {@link withFile} does, and if the file is empty or too large
 */
export function readSmallFile(
  path: string,
  { largest, expected, advice }: { largest: number; expected: string; advice: string },
): Uint8Array<ArrayBuffer> {
  const read = (file: OpenFile) => {
    if (file.size === 0) throw new FileError(path, "is empty", "download it again");
    if (file.size > largest) {
      throw new FileError(path, `has ${file.size} bytes, too many for ${expected}`, advice);
    }
    return readBytes(file, 0, file.size);
  };
  return withFile(path, read, advice);
}

/** The error for a file that is shorter than its contents say. */
export function endsTooSoon(path: string, at: number): FileError {
  return new FileError(
    path,
    `ends too soon, at byte ${at}`,
    "wait if it is still being downloaded, otherwise download it again",
  );
}

/**
 * Runs a call to the operating system and turns its failure into a line that a person understands.
 * @param advice what to do if the path does not exist
 * @throws FileError
 */
export function attempt<Result>(path: string, call: () => Result, advice: string = checkPath): Result {
  try {
    return call();
  } catch (error) {
    throw explain(path, error, advice);
  }
}

function requireRegularFile(path: string, stats: Stats, advice: string): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory() ? "a folder" : stats.isFIFO() ? "a pipe" : "a device or a socket";
  throw new FileError(path, `is ${kind}, not a file`, advice);
}

function explain(path: string, error: unknown, advice: string): FileError {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const because = { cause: error };
  switch (code) {
    case "ENOTDIR":
      return new FileError(path, "is not a folder, or not in one", advice, because);
    case "ENOENT":
      return isLink(path)
        ? new FileError(path, "is a link to a file that does not exist", "correct the link", because)
        : new FileError(path, "is not there", advice, because);
    case "ELOOP":
      return new FileError(path, "is a link that leads back to itself", "correct the link", because);
    case "EACCES":
    case "EPERM":
      return new FileError(path, "may not be read", "change its permissions (chmod +r)", because);
    case "EIO":
      return new FileError(path, "cannot be read from its disk (EIO)", "copy it to another disk", because);
    default:
      return new FileError(path, `cannot be read (${code})`, "check the path and the disk", because);
  }
}

/** Whether a path whose target does not exist is itself a link. */
function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
