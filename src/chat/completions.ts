import { readdir } from "node:fs/promises";
import type { Completion } from "../terminal/editor/completion.ts";
import { commandNames } from "./chat-commands.ts";
import { fromHome } from "./chat-file.ts";
import { settingNames } from "./settings.ts";

/** What Tab may make of a line of a chat: commands, the names of settings, and paths after /save and /load. */
export async function completeLine(line: string): Promise<Completion> {
  const [, name, argument] = /^(\/\S*)\s+(.*)$/s.exec(line) ?? [];
  if (name === undefined || argument === undefined) {
    return { from: 0, words: line.startsWith("/") ? commandNames : [] };
  }
  const from = line.length - argument.length;
  if (name === "/save" || name === "/load") return { from, words: await completePath(argument) };
  return { from, words: name === "/set" ? settingNames : [] };
}

/** The paths that begin with a text. Those of folders end with a slash. */
async function completePath(text: string): Promise<string[]> {
  const folder = text.slice(0, text.lastIndexOf("/") + 1);
  const start = text.slice(folder.length);
  try {
    const entries = await readdir(fromHome(folder) || ".", { withFileTypes: true });
    return entries
      .filter(({ name }) => name.startsWith(start) && (start !== "" || !name.startsWith(".")))
      .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? "/" : ""}`);
  } catch {
    return [];
  }
}
