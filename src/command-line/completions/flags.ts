import type { ArgsDef } from "citty";
import { aliasOf, type Completable, completable, isPlace } from "../arguments.ts";

/** A flag as a shell's completion knows it. */
export interface CompletedFlag {
  readonly name: string;
  /** Its one-letter form. */
  readonly alias?: string;
  readonly description: string;
  /** Undefined for a switch, "free" when only the person knows. */
  readonly value?: Completable | "free";
}

/** A command's flags. */
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

/** The words that a command takes in a place of its own, as far as they are known. */
export function wordsOf(args: ArgsDef): readonly string[] {
  const values = Object.values(args).filter(isPlace).map(completable);
  return values.flatMap((value) => (Array.isArray(value) ? value : []));
}
