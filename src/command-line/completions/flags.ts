import {
  aliasOf,
  type Completable,
  completable,
  type Definitions,
  hint,
  isPositional,
} from "../definitions.ts";

/** What a shell's completion needs to know about a flag. */
export interface CompletedFlag {
  readonly name: string;
  /** Its one-letter form. */
  readonly alias?: string;
  readonly description: string;
  /** Undefined for a switch, "free" when it can be anything. */
  readonly value?: Completable | "free";
  /** Whether giving it again adds to it. */
  readonly isCollected: boolean;
}

/** A command's flags. */
export function flagsOf(args: Definitions): CompletedFlag[] {
  return Object.entries(args)
    .filter(([, definition]) => !isPositional(definition))
    .map(([name, definition]) => ({
      name,
      alias: aliasOf(definition),
      description: definition.description ?? "",
      value: definition.type === "boolean" ? undefined : (completable(definition) ?? "free"),
      isCollected: definition.repeated === "collected",
    }));
}

/**
 * The words that a command takes besides its flags, as far as they are known.
 * @param names of the commands, which the help takes
 */
export function wordsOf(args: Definitions, names: readonly string[]): readonly string[] {
  return Object.values(args)
    .filter(isPositional)
    .flatMap((definition) => {
      const known = hint(definition) === "COMMAND" ? names : completable(definition);
      return typeof known === "object" ? known : [];
    });
}
