import type { ArgDef, EnumArgDef, ParsedArgs } from "citty";

/** A flag or a word of a command: citty's definition, and what citty does not know. */
export type Definition = ArgDef & {
  /** What happens when a flag that takes a value is given twice: the last one counts if this is left out. */
  readonly repeated?: "refused" | "collected";
};

/** The flags and words of a command, by name. */
export type Definitions = Readonly<Record<string, Definition>>;

/** The values of a command's flags and words, with the types that citty derives from their definitions. */
export type Values<Args extends Definitions> = {
  readonly [Name in keyof Args]: Args[Name] extends { readonly repeated: "collected" }
    ? readonly string[]
    : ParsedArgs<Args>[Name];
};

/** Defines a flag whose value is one of some words. */
export function oneOf<
  const Word extends string,
  const Rest extends Omit<EnumArgDef, "type" | "options" | "default">,
  const Default extends Word | undefined,
>(words: readonly Word[], rest: Rest & { readonly default?: Default }) {
  return { ...rest, type: "enum" as const, options: [...words] };
}

/** Whether an argument is a word at a certain place rather than a flag. */
export function isPositional({ type }: Definition): boolean {
  return type === "positional";
}

/** The one-letter form of a flag. */
export function aliasOf(definition: Definition): string | undefined {
  if (!("alias" in definition)) return undefined;
  return Array.isArray(definition.alias) ? definition.alias[0] : definition.alias;
}

/** What represents the value of a flag or word in help and errors. */
export function hint(definition: Definition): string {
  return choicesOf(definition)?.join("|") ?? definition.valueHint ?? "VALUE";
}

/** The words that a flag accepts, if its value must be one of some words. */
export function choicesOf(definition: Definition): readonly string[] | undefined {
  return definition.type === "enum" && "options" in definition ? definition.options : undefined;
}

/** What a shell can complete: one of some words, a file or a folder. */
export type Completable = readonly string[] | "file" | "folder";

/** How a shell completes a value; undefined when it can be anything. */
export function completable(definition: Definition): Completable | undefined {
  const shown = hint(definition);
  if (shown === "FILE") return "file";
  if (shown === "DIR") return "folder";
  return shown.includes("|") ? shown.split("|") : undefined;
}
