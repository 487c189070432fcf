import { UsageError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";
import { normalizeArguments } from "./arguments.ts";
import type { Command, Commands } from "./command.ts";

/** A command line that is understood. */
export interface CommandLine {
  readonly command: Command;
  /** Its arguments, in the form that `normalizeArguments` gives. */
  readonly args: string[];
  /** What a person may have meant instead. */
  readonly doubt?: string;
}

/**
 * Which command a command line asks for: the one its first word names, else the default one, whose prompt it is. a
 * mistyped command is a legal prompt as well, and a prompt must never depend on what commands there are. So it is
 * refused only where it makes no sense as a prompt but would as the command (`llama-nb tokenise --chat Hi`); where it
 * makes sense it is obeyed, with a doubt that is shown at a terminal (`llama-nb inspct`, `llama-nb -m DIR inspect`).
 * @param words what follows the program's name
 * @throws UsageError
 */
export function readCommandLine({ main, subcommands }: Commands, words: readonly string[]): CommandLine {
  const [first, ...rest] = words;
  if (first !== undefined && Object.hasOwn(subcommands, first)) {
    const command = subcommands[first];
    return { command, args: normalizeArguments(rest, command.args) };
  }
  const meant = first === undefined ? undefined : nearest(first, Object.keys(subcommands));
  try {
    const args = normalizeArguments(words, main.args);
    return { command: main, args, doubt: doubt(args, Object.keys(subcommands)) };
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

function doubt(args: readonly string[], names: readonly string[]): string | undefined {
  const prompt = args[args.indexOf("--") + 1];
  if (prompt === undefined) return undefined;
  const meant = nearest(prompt, names);
  if (meant === undefined) return undefined;
  return `"${prompt}" is taken as a prompt; the command is llama-nb ${meant}, its name before all flags`;
}
