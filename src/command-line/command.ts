import { type ArgsDef, type CommandContext, defineCommand, runCommand } from "citty";

/** A part of the help page beside the flags: paragraphs, and terms with what they mean. */
export interface Section {
  readonly title: string;
  readonly lines: readonly (string | readonly [term: string, meaning: string])[];
}

/** What can be said about a command: help, the man page and completions are made of it. */
export interface About {
  readonly name: string;
  readonly description: string;
  /** The flags under their headings; under one if left out. */
  readonly groups?: Readonly<Record<string, ArgsDef>>;
  readonly sections?: readonly Section[];
}

/** A command of the command line, whatever its arguments are. */
export interface Command extends About {
  readonly args: ArgsDef;
  /** @param raw arguments in the form that `normalizeArguments` gives */
  run(raw: string[]): Promise<unknown>;
}

/** The commands of the program: the one without a name of its own, and the others by name. */
export interface Commands {
  readonly main: Command;
  readonly subcommands: Readonly<Record<string, Command>>;
}

/** Defines a command by its arguments and what it does with their values. */
export function command<const Args extends ArgsDef>(
  definition: About & { readonly args: Args; run(context: CommandContext<Args>): Promise<void> },
): Command {
  const { args, run, ...about } = definition;
  const defined = defineCommand({ meta: { name: about.name, description: about.description }, args, run });
  return { ...about, args, run: (raw) => runCommand(defined, { rawArgs: raw }) };
}
