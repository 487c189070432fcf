import { UsageError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";
import type { Command, Commands, Invocation } from "./command.ts";

/** A command line that is understood. */
export interface CommandLine {
  readonly command: Command;
  readonly invocation: Invocation;
  /** What the person may have meant instead. */
  readonly doubt?: string;
}

/**
 * Decides which command a command line asks for: the one that its first word names, otherwise the default one, whose
 * prompt that word is.
 *
 * A mistyped command is also a valid prompt, and so is a command's name behind flags. Such a line is refused only where
 * it is wrong as a prompt but right as the command (`llama-nb tokenise --chat Hi`, `llama-nb -m DIR tokenize "two words"`).
 * Where it is right as a prompt it is obeyed, with a doubt that is shown at a terminal (`llama-nb inspct`).
 * @param line what follows the program's name
 * @throws UsageError
 */
export function readCommandLine(commands: Commands, line: readonly string[]): CommandLine {
  const { main, subcommands } = commands;
  const [first, ...rest] = line;
  if (first !== undefined && Object.hasOwn(subcommands, first)) {
    const command = subcommands[first];
    return { command, invocation: command.prepare(rest) };
  }
  let invocation: Invocation;
  try {
    invocation = main.prepare(line);
  } catch (cause) {
    const advice = misspelled(commands, line) ?? misplaced(commands, line);
    throw advice === undefined ? cause : new UsageError(advice, { cause });
  }
  return { command: main, invocation, doubt: doubt(invocation, Object.keys(subcommands)) };
}

/** What is wrong with a line that would be right if its first word were spelled as a command. */
function misspelled({ subcommands }: Commands, [first, ...rest]: readonly string[]): string | undefined {
  const meant = first === undefined ? undefined : nearest(first, Object.keys(subcommands));
  if (meant === undefined || !isUnderstood(subcommands[meant], rest)) return undefined;
  return `there is no command "${first}"; did you mean llama-nb ${meant}?`;
}

/** What is wrong with a line that would be right if the command in it came first. */
function misplaced({ subcommands }: Commands, line: readonly string[]): string | undefined {
  const at = line.findIndex((word) => Object.hasOwn(subcommands, word));
  if (at < 0) return undefined;
  const name = line[at];
  if (!isUnderstood(subcommands[name], line.toSpliced(at, 1))) return undefined;
  return `"${name}" is a command only as the first word; write llama-nb ${name}, then its flags`;
}

function isUnderstood(command: Command, line: readonly string[]): boolean {
  try {
    command.prepare(line);
    return true;
  } catch {
    return false;
  }
}

function doubt({ word: prompt }: Invocation, names: readonly string[]): string | undefined {
  const meant = prompt === undefined ? undefined : nearest(prompt, names);
  if (meant === undefined) return undefined;
  return `"${prompt}" is taken as a prompt; the command is llama-nb ${meant}, with its name before all flags`;
}
