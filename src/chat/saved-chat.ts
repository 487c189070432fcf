import { chmodSync, constants, lstatSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { FileError } from "../common/errors.ts";
import { attempt } from "../common/file.ts";
import { showForeign } from "../common/foreign-text.ts";
import { replaceFile } from "../common/replace-file.ts";
import type { Message } from "../tokenizer/chat-format.ts";
import type { DialogContent } from "./dialog-content.ts";

/** The version of the format that is written; others are not read. */
const version = 1;
const roles = ["user", "assistant"];

/** A larger file was not written by a person and a model, bytes. */
const largest = 64 * 2 ** 20;
/** How much is read before signals are heard again, bytes. */
const atOnce = 2 ** 20;

/**
 * Writes a chat to a file, whole or not at all. A saved chat that is there already is replaced; the file keeps its
 * permissions, and a symbolic link stays one:
 *
 *     {
 *       "version": 1,
 *       "model": "Meta-Llama-3.1-8B-Instruct",           which model answered; only for people
 *       "system": "You are a pirate",                    null: no system prompt
 *       "messages": [
 *         { "role": "user", "content": "Who are you?" },
 *         { "role": "assistant", "content": "Arr, …" }
 *       ]
 *     }
 *
 * @throws FileError if it cannot be written, or if something else than a saved chat is there
 */
export async function saveChat(
  path: string,
  chat: DialogContent & { readonly model: string },
): Promise<void> {
  const { model, system = null, turns } = chat;
  const messages = turns.map(({ role, content }) => ({ role, content }));
  const text = `${JSON.stringify({ version, model, system, messages }, null, 2)}\n`;
  const target = writing(path, () => throughLinks(fromHome(path)));
  const stats = writing(path, () => statSync(target, { throwIfNoEntry: false }));
  if (stats !== undefined) await requireSavedChat(path, target);
  writing(path, () => {
    if (stats === undefined) return replaceFile(target, text);
    const mode = stats.mode & 0o777;
    replaceFile(target, text, mode);
    // The umask may have taken some of it away
    if (process.platform !== "win32") chmodSync(target, mode);
  });
}

/**
 * Reads a chat that `saveChat` wrote.
 * @param signal ends the reading
 * @throws FileError that says what is wrong with the file
 */
export async function loadChat(path: string, signal?: AbortSignal): Promise<DialogContent> {
  return parseChat(path, await readRegularFile(path, fromHome(path), signal));
}

/** A path that does not lead to a saved chat must not be overwritten. */
async function requireSavedChat(path: string, target: string): Promise<void> {
  try {
    parseChat(path, await readRegularFile(path, target));
  } catch (cause) {
    throw new FileError(path, "is there already and is no saved chat", "choose another name", { cause });
  }
}

/** A regular file as text. Others are refused before they are opened: a pipe would wait for a writer, a device has no end. */
async function readRegularFile(path: string, target: string, signal?: AbortSignal): Promise<string> {
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

function requireReadable(path: string, stats: Stats): void {
  const advice = "load a file that /save wrote";
  if (!stats.isFile()) {
    const kind = stats.isDirectory() ? "a folder" : stats.isFIFO() ? "a pipe" : "a device or a socket";
    throw new FileError(path, `is ${kind}, not a file`, advice);
  }
  if (stats.size > largest) throw new FileError(path, `has ${stats.size} bytes, too many for a chat`, advice);
}

function parseChat(path: string, text: string): DialogContent {
  const wrong = (problem: string) => new FileError(path, problem, "load a file that /save wrote");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw wrong(`is no JSON (${showForeign(reason(error))})`);
  }
  if (!isRecord(parsed) || !("version" in parsed)) throw wrong("is no saved chat: it has no version");
  const { system = null, messages } = parsed;
  if (parsed.version !== version) throw wrong(`has version ${shown(parsed.version)}, not ${version}`);
  if (system !== null && typeof system !== "string") throw wrong("its system prompt is no text");
  if (!Array.isArray(messages)) throw wrong("has no list of messages");
  const turns = messages.map((message: unknown, index): Message => {
    const { role, content } = isRecord(message) ? message : {};
    if (typeof role !== "string" || !roles.includes(role)) {
      throw wrong(`message ${index + 1} has the role ${shown(role)}, not user or assistant`);
    }
    if (typeof content !== "string") throw wrong(`message ${index + 1} has no text as its content`);
    return { role, content };
  });
  return { system: system ?? undefined, turns };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value from a file, for an error. */
function shown(value: unknown): string {
  return showForeign(JSON.stringify(value) ?? "undefined").slice(0, 80);
}

/** ~ is the home folder, as in a shell. */
export function fromHome(path: string): string {
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
}

/** Where a file is written: what a link leads to, even if that does not exist yet. @throws the error of the system */
function throughLinks(path: string, mostLinks = 40): string {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() || mostLinks === 0) return path;
  const link = readlinkSync(path);
  return throughLinks(isAbsolute(link) ? link : join(realpathSync(dirname(path)), link), mostLinks - 1);
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
