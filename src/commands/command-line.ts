import { UsageError } from "../common/errors.ts";
import { normalizeArguments } from "./arguments.ts";
import { bench } from "./bench.ts";
import { chat } from "./chat.ts";
import type { Command } from "./command.ts";
import type { Commands } from "./completions/flags.ts";
import { completions } from "./completions.ts";
import { inspect } from "./inspect.ts";
import { nearest } from "./nearest.ts";
import { tokenize } from "./tokenize.ts";

/** all that the program can be told to do. */
export const commands: Commands = {
  main: chat,
  subcommands: { inspect, tokenize, bench, completions: completions(() => commands) },
};

/** a command line that is understood. */
export interface CommandLine {
  readonly command: Command;
  /** its arguments, in the form that `normalizeArguments` gives. */
  readonly args: string[];
  /** what a person may have meant instead. */
  readonly doubt?: string;
}

/**
 * which command a command line asks for: the one its first word names, else the default one, whose prompt it is. a
 * mistyped command is a legal prompt as well, and a prompt must never depend on what commands there are. so it is
 * refused only where it makes no sense as a prompt but would as the command (`llama-nb tokenise --chat Hi`); where it
 * makes sense it is obeyed, with a doubt that is shown at a terminal (`llama-nb inspct`, `llama-nb -m DIR inspect`).
 * @param words what follows the program's name
 * @throws UsageError
 */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { main, subcommands } = commands;
  const [first, ...rest] = words;
  if (first !== undefined && Object.hasOwn(subcommands, first)) {
    const command = subcommands[first];
    return { command, args: normalizeArguments(rest, command.args) };
  }
  const meant = first === undefined ? undefined : nearest(first, Object.keys(subcommands));
  try {
    const args = normalizeArguments(words, main.args);
    return { command: main, args, doubt: doubt(args) };
  } catch (error) {
    if (meant === undefined || !isUnderstood(rest, subcommands[meant])) throw error;
    throw new UsageError(`there is no command "${first}"; did you mean llama-nb ${meant}?`, { cause: error });
  }
}

function isUnderstood(words: readonly string[], { args }: Command): boolean {
  try {
    normalizeArguments(words, args);
    return true;
  } catch {
    return false;
  }
}

function doubt(args: readonly string[]): string | undefined {
  const prompt = args[args.indexOf("--") + 1];
  if (prompt === undefined) return undefined;
  const meant = nearest(prompt, Object.keys(commands.subcommands));
  if (meant === undefined) return undefined;
  return `"${prompt}" is taken as a prompt; the command is llama-nb ${meant}, its name before all flags`;
}
