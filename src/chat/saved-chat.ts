import { FileError } from "../common/errors.ts";
import { showForeign } from "../common/foreign-text.ts";
import type { Message } from "../tokenizer/chat-format.ts";
import { readChatFile, writeChatFile } from "./chat-file.ts";
import type { DialogContent } from "./dialog-content.ts";

/** The version of the format that is written; others are not read. */
const version = 1;
const roles = ["user", "assistant"];

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
  await writeChatFile(path, text, async () => {
    try {
      await loadChat(path);
    } catch (cause) {
      throw new FileError(path, "is there already and is no saved chat", "choose another name", { cause });
    }
  });
}

/**
 * Reads a chat that `saveChat` wrote.
 * @param signal ends the reading
 * @throws FileError that says what is wrong with the file
 */
export async function loadChat(path: string, signal?: AbortSignal): Promise<DialogContent> {
  return parseChat(path, await readChatFile(path, signal));
}

function parseChat(path: string, text: string): DialogContent {
  const wrong = (problem: string) => new FileError(path, problem, "load a file that /save wrote");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw wrong(`is no JSON (${showForeign(error instanceof Error ? error.message : String(error))})`);
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
