import { count } from "../common/count.ts";
import { UserError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";
import type { Dialog } from "./dialog.ts";
import type { DialogContent } from "./dialog-content.ts";
import { dialogStatistics } from "./dialog-statistics.ts";
import { loadChat, saveChat } from "./saved-chat.ts";
import { changeSetting, describeSettings } from "./settings.ts";

interface ChatCommand {
  /** Other names for it. */
  readonly aliases?: readonly string[];
  /** What follows the name. */
  readonly argument?: string;
  readonly help: string;
  /** @returns what to tell the person */
  run(
    dialog: Dialog,
    argument: string,
    signal: AbortSignal,
  ): Promise<string | undefined> | string | undefined;
}

const exit = "/exit";
/** The argument of /system that stands for no system prompt. */
const none = "none";

const commands: Readonly<Record<string, ChatCommand>> = {
  "/help": { aliases: ["/?"], help: "this list", run: () => help() },
  "/system": {
    argument: "TEXT",
    help: "show the system prompt, or start over with TEXT (none: without)",
    run(dialog, text) {
      if (text === "") return `${describeSystem(dialog.content)}\n/system TEXT or /system none starts over.`;
      const discarded = count(dialog.content.turns.length, "message");
      dialog.begin({ system: text === none ? undefined : text, turns: [] });
      return `${describeSystem(dialog.content)}\nstarted over (${discarded} discarded)`;
    },
  },
  "/reset": {
    help: "start over with the same system prompt",
    run(dialog) {
      dialog.begin({ ...dialog.content, turns: [] });
      return "started over";
    },
  },
  "/undo": {
    help: "take the last turn back",
    run: (dialog) => (dialog.undo() === undefined ? "there is nothing to take back" : "taken back"),
  },
  "/retry": {
    help: "answer the last turn again",
    async run(dialog, _, signal) {
      const last = dialog.undo();
      if (last === undefined) return "there is nothing to answer again";
      await dialog.say(last, signal);
      return undefined;
    },
  },
  "/set": {
    argument: "NAME VALUE",
    help: "show or change how tokens are chosen: temp, top-k, seed, …",
    run(dialog, text) {
      const [name, value] = text.split(/\s+/);
      if (name === "") return describeSettings(dialog.sampling);
      if (value !== undefined) dialog.sampling = changeSetting(dialog.sampling, name, value);
      return describeSettings(dialog.sampling, name);
    },
  },
  "/temp": {
    argument: "T",
    help: "short for /set temp T",
    run(dialog, text) {
      if (text !== "") dialog.sampling = changeSetting(dialog.sampling, "temp", text);
      return describeSettings(dialog.sampling, "temp");
    },
  },
  "/save": {
    argument: "FILE",
    help: "write the chat to a file, as JSON (without FILE: to the last one)",
    async run(dialog, argument) {
      const path = argument || dialog.path;
      if (path === undefined) throw new UserError("which file? /save FILE");
      await saveChat(path, { model: dialog.context.model.name, ...dialog.content });
      dialog.path = path;
      return `saved ${count(dialog.content.turns.length, "message")} to ${path}`;
    },
  },
  "/load": {
    argument: "FILE",
    help: "continue a chat that was saved",
    async run(dialog, path, signal) {
      if (path === "") throw new UserError("which file? /load FILE");
      const chat = await loadChat(path, signal);
      dialog.begin(chat);
      dialog.path = path;
      return describeLoaded(chat);
    },
  },
  "/stats": { help: "tokens, speed, and how full the context is", run: dialogStatistics },
  [exit]: {
    aliases: ["/quit", "/bye"],
    help: "back to the menu; Ctrl-D leaves the program",
    run: () => undefined,
  },
};

/** The names of the commands, each with its slash. */
export const commandNames: readonly string[] = Object.entries(commands).flatMap(namesOf);

/** The commands as the manual page lists them. */
export const commandList = Object.entries(commands).map(([name, command]) => ({
  usage: `${namesOf([name, command]).join(", ")} ${command.argument ?? ""}`.trim(),
  help: command.help,
}));

/**
 * Carries out a line that begins with a slash.
 * @param tell shows a text of one or more lines
 * @throws UserError if it cannot
 */
export async function obey(
  line: string,
  dialog: Dialog,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<"exit" | undefined> {
  const [, typed = "", argument = ""] = line.match(/^(\S+)\s*([\s\S]*?)\s*$/) ?? [];
  const [name, command] = Object.entries(commands).find((each) => namesOf(each).includes(typed)) ?? [];
  if (name === exit) return "exit";
  if (command === undefined) throw new UserError(unknown(typed));
  const told = await command.run(dialog, argument, signal);
  if (told !== undefined) tell(told);
  return undefined;
}

/** A chat that was loaded, as a line or more. */
export function describeLoaded(chat: DialogContent): string {
  return `loaded ${count(chat.turns.length, "message")}, ${describeSystem(chat)}`;
}

function describeSystem({ system }: DialogContent): string {
  return system === undefined ? "no system prompt" : `system prompt: ${system}`;
}

function namesOf([name, { aliases = [] }]: readonly [string, ChatCommand]): string[] {
  return [name, ...aliases];
}

function help(): string {
  return [
    ...commandList.map(({ usage, help }) => `${usage.padEnd(19)}  ${help}`),
    "A backslash at the end of a line, or Alt-Enter, continues it on the next.",
    "Pasted lines are one turn. A space before a slash makes it a turn.",
    "Tab completes commands and paths, Ctrl-R searches what was typed before.",
  ].join("\n");
}

function unknown(name: string): string {
  const close = nearest(name, commandNames);
  const advice = close === undefined ? "/help lists them" : `did you mean ${close}?`;
  return `there is no command ${name}; ${advice}`;
}
