import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { FileError } from "../common/errors.ts";
import { replaceFile } from "../common/replace-file.ts";
import type { Message } from "../tokenizer/chat-format.ts";
import type { DialogContent } from "./dialog.ts";

/** The version of the format that is written; others are not read. */
const version = 1;
const roles = ["user", "assistant"];

/**
 * Writes a chat to a file, whole or not at all, in place of a chat that is there:
 *
 *     {
 *       "version": 1,
 *       "model": "Meta-Llama-3.1-8B-Instruct",           which model answered; only to be read by people
 *       "system": "You are a pirate",                    null: no system prompt
 *       "messages": [
 *         { "role": "user", "content": "Who are you?" },
 *         { "role": "assistant", "content": "Arr, …" }
 *       ]
 *     }
 *
 * @throws FileError when it cannot be written, or when what is there is no saved chat
 */
export function saveChat(path: string, chat: DialogContent & { readonly model: string }): void {
  const target = fromHome(path);
  if (statSync(target, { throwIfNoEntry: false }) !== undefined && !isSavedChat(target)) {
    throw new FileError(path, "is there already and is no saved chat", "choose another name");
  }
  const { model, system = null, turns } = chat;
  const messages = turns.map(({ role, content }) => ({ role, content }));
  const text = JSON.stringify({ version, model, system, messages }, null, 2);
  try {
    replaceFile(target, `${text}\n`);
  } catch (error) {
    throw new FileError(path, `cannot be written (${reason(error)})`, "choose another place", {
      cause: error,
    });
  }
}

/** Reads a chat that `saveChat` wrote. @throws FileError that says what is wrong with it */
export function loadChat(path: string): DialogContent {
  let text: string;
  try {
    text = readFileSync(fromHome(path), "utf8");
  } catch (error) {
    throw new FileError(path, `cannot be read (${reason(error)})`, "name another file", { cause: error });
  }
  return parseChat(path, text);
}

function parseChat(path: string, text: string): DialogContent {
  const wrong = (problem: string) => new FileError(path, problem, "load a file that /save wrote");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw wrong(`is no JSON (${reason(error)})`);
  }
  if (!isRecord(parsed) || !("version" in parsed)) throw wrong("is no saved chat: it has no version");
  const { system = null, messages } = parsed;
  if (parsed.version !== version)
    throw wrong(`has version ${JSON.stringify(parsed.version)}, not ${version}`);
  if (system !== null && typeof system !== "string") throw wrong("its system prompt is no text");
  if (!Array.isArray(messages)) throw wrong("has no list of messages");
  const turns = messages.map((message: unknown, index): Message => {
    const { role, content } = isRecord(message) ? message : {};
    if (typeof role !== "string" || !roles.includes(role)) {
      throw wrong(`message ${index + 1} has the role ${JSON.stringify(role)}, not user or assistant`);
    }
    if (typeof content !== "string") throw wrong(`message ${index + 1} has no text as its content`);
    return { role, content };
  });
  return { system: system ?? undefined, turns };
}

function isSavedChat(path: string): boolean {
  try {
    parseChat(path, statSync(path).isFile() ? readFileSync(path, "utf8") : "");
    return true;
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** ~ is the home folder, as in a shell. */
function fromHome(path: string): string {
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
