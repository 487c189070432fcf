import type { ArgsDef } from "citty";
import { aliasOf, type Completable, completable, isPlace } from "../arguments.ts";
import type { Command } from "../command.ts";

/** the commands of the program: the one without a name of its own, and the others by name. */
export interface Commands {
  readonly main: Command;
  readonly subcommands: Readonly<Record<string, Command>>;
}

/** a flag as a shell's completion knows it. */
export interface CompletedFlag {
  readonly name: string;
  /** its one-letter form. */
  readonly alias?: string;
  readonly description: string;
  /** undefined for a switch, "free" when only the person knows. */
  readonly value?: Completable | "free";
}

/** a command's flags. */
export function flagsOf(args: ArgsDef): CompletedFlag[] {
  return Object.entries(args)
    .filter(([, definition]) => !isPlace(definition))
    .map(([name, definition]) => ({
      name,
      alias: aliasOf(definition),
      description: definition.description ?? "",
      value: definition.type === "boolean" ? undefined : (completable(definition) ?? "free"),
    }));
}

/** the words that a command takes in a place of its own, as far as they are known. */
export function wordsOf(args: ArgsDef): readonly string[] {
  const values = Object.values(args).filter(isPlace).map(completable);
  return values.flatMap((value) => (Array.isArray(value) ? value : []));
}
