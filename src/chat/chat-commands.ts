import { count } from "../common/count.ts";
import { UserError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";
import type { Dialog } from "./dialog.ts";
import { dialogStatistics } from "./dialog-statistics.ts";
import { loadChat, saveChat } from "./saved-chat.ts";

interface ChatCommand {
  /** What stands behind the name. */
  readonly argument?: string;
  readonly help: string;
  /** @returns what to tell the person */
  run(dialog: Dialog, argument: string): Promise<string | undefined> | string | undefined;
}

const exit = "/exit";

const commands: Readonly<Record<string, ChatCommand>> = {
  "/help": { help: "this", run: () => help() },
  "/system": {
    argument: "TEXT",
    help: "begin anew with another system prompt (without TEXT: with none)",
    run(dialog, text) {
      dialog.begin({ system: text || undefined, turns: [] });
      return text === "" ? "without a system prompt" : `system prompt: ${text}`;
    },
  },
  "/reset": {
    help: "begin anew with the same system prompt",
    run(dialog) {
      dialog.begin({ ...dialog.content, turns: [] });
      return "begun anew";
    },
  },
  "/undo": {
    help: "take the last turn back",
    run: (dialog) => (dialog.undo() === undefined ? "there is nothing to take back" : "taken back"),
  },
  "/retry": {
    help: "answer the last turn again",
    async run(dialog) {
      const last = dialog.undo();
      if (last === undefined) return "there is nothing to answer again";
      await dialog.say(last);
      return undefined;
    },
  },
  "/temp": {
    argument: "T",
    help: "temperature of the next answers; 0: always the likeliest token",
    run(dialog, text) {
      if (text !== "") dialog.setTemperature(temperature(text));
      return `temperature ${dialog.sampling.temperature}`;
    },
  },
  "/save": {
    argument: "FILE",
    help: "write the chat to a file, as JSON",
    run(dialog, path) {
      saveChat(needed(path, "/save FILE"), { model: dialog.context.model.name, ...dialog.content });
      return `saved ${count(dialog.content.turns.length, "message")}`;
    },
  },
  "/load": {
    argument: "FILE",
    help: "go on with a chat that was saved",
    run(dialog, path) {
      const chat = loadChat(needed(path, "/load FILE"));
      dialog.begin(chat);
      const system = chat.system === undefined ? "no system prompt" : `system prompt: ${chat.system}`;
      return `loaded ${count(chat.turns.length, "message")}, ${system}`;
    },
  },
  "/stats": { help: "tokens, speed, and how full the context is", run: dialogStatistics },
  [exit]: { help: "back to the menu; Ctrl-D leaves", run: () => undefined },
};

/** The commands as the manual page lists them. */
export const commandList = Object.entries(commands).map(([name, { argument = "", help }]) => ({
  usage: `${name} ${argument}`.trim(),
  help,
}));

/** The commands, each with its slash. */
export const commandNames: readonly string[] = Object.keys(commands);

/** Carries out a line that begins with a slash. @throws UserError when it cannot */
export async function obey(line: string, dialog: Dialog): Promise<"exit" | undefined> {
  const [, name, argument] = line.match(/^(\S+)\s*([\s\S]*?)\s*$/) ?? [];
  if (name === exit) return "exit";
  if (!Object.hasOwn(commands, name)) throw new UserError(unknown(name));
  const told = await commands[name].run(dialog, argument);
  if (told !== undefined) process.stderr.write(`${told}\n`);
  return undefined;
}

function help(): string {
  const lines = Object.entries(commands).map(([name, { argument = "", help }]) => {
    return `${`${name} ${argument}`.padEnd(14)}  ${help}`;
  });
  return [
    ...lines,
    "A backslash at the end of a line, or Alt-Enter, continues it on the next.",
    "Lines that are pasted are one turn. A space before a slash makes it a turn.",
  ].join("\n");
}

function unknown(name: string): string {
  const close = nearest(name, commandNames);
  const advice = close === undefined ? "/help lists them" : `did you mean ${close}?`;
  return `there is no command ${name}; ${advice}`;
}

function needed(argument: string, usage: string): string {
  if (argument === "") throw new UserError(`which file? ${usage}`);
  return argument;
}

function temperature(text: string): number {
  const value = Number(text);
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new UserError(`/temp ${text}: the temperature is a number from 0 up`);
}
