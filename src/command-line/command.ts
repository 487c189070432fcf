import { defineCommand, type ParsedArgs } from "citty";
import type { Log } from "../terminal/log.ts";
import type { Definitions, Values } from "./definitions.ts";
import { type ParsedValues, parseArguments } from "./parse.ts";

/** A part of the help page besides the flags: paragraphs, and terms with their meanings. */
export interface Section {
  readonly title: string;
  readonly lines: readonly (string | readonly [term: string, meaning: string])[];
}

/** What there is to say about a command: the help, the manual page and the completions are made of it. */
export interface About {
  /** As it is typed, with the program's name. */
  readonly name: string;
  readonly description: string;
  /** The flags under their headings; all under one if left out. */
  readonly groups?: Readonly<Record<string, Definitions>>;
  readonly sections?: readonly Section[];
}

/** A command line that has been parsed, ready to run. */
export interface Invocation {
  readonly values: ParsedValues;
  /** The value of the command's first word. */
  readonly word: string | undefined;
  /** @param log where the program says what is not its answer */
  run(log: Log): Promise<void>;
}

/** A command, whatever its arguments are. */
export interface Command extends About {
  readonly args: Definitions;
  /**
   * Parses what follows the command's name.
   * @throws UsageError
   */
  prepare(line: readonly string[]): Invocation;
}

/** The commands of the program: the one without a name of its own, and the others by name. */
export interface Commands {
  readonly main: Command;
  readonly subcommands: Readonly<Record<string, Command>>;
}

/** What a command has when it runs. */
interface Context<Args extends Definitions> {
  readonly args: Values<Args>;
  readonly log: Log;
}

/**
 * Defines a command by its arguments and by what it does with their values. It is a command of citty's, which is given
 * values that are parsed already: citty's own parser ignores unknown flags and missing values.
 */
export function command<const Args extends Definitions>(
  definition: About & { readonly args: Args; run(context: Context<Args>): Promise<void> },
): Command {
  const { args, run, ...about } = definition;
  const defined = defineCommand({
    meta: { name: about.name, description: about.description },
    args,
    run: ({ args: values, data }) => run({ args: values as Values<Args>, log: data }),
  });
  return {
    ...about,
    args,
    prepare(line) {
      const { values, words } = parseArguments(line, args, about.name);
      return {
        values,
        word: words[0],
        async run(log) {
          const context = { rawArgs: [...line], args: values as ParsedArgs<Args>, cmd: defined, data: log };
          await defined.run?.(context);
        },
      };
    },
  };
}
