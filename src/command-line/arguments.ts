import type { ArgDef, ArgsDef } from "citty";
import { UsageError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";

/**
 * Holds a command line against a command's arguments, strictly, and writes it in the one form that citty reads without
 * ambiguity: `--name=value` for every flag, then `--` and the words that are not flags. A value may begin with a dash.
 * @throws UsageError for an unknown flag, a missing or superfluous value, or one word too many
 */
export function normalizeArguments(raw: readonly string[], definitions: ArgsDef): string[] {
  const flags: string[] = [];
  const words: string[] = [];
  const rest = [...raw];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === "--") {
      words.push(...rest.splice(0));
    } else if (!argument.startsWith("-") || argument === "-") {
      words.push(argument);
    } else {
      const { name, definition, value } = readFlag(argument, definitions);
      if (definition.type === "boolean") {
        if (value !== undefined) throw new UsageError(`--${name} takes no value, but got "${value}"`);
        flags.push(`--${name}`);
      } else {
        const given = value ?? rest.shift();
        if (given === undefined)
          throw new UsageError(`--${name} wants a value: --${name} ${hint(definition)}`);
        flags.push(`--${name}=${given}`);
      }
    }
  }
  const places = Object.values(definitions).filter(isPlace).length;
  if (words.length > places) {
    const advice = places === 0 ? "leave it out" : "put quotes around a text of several words";
    throw new UsageError(`"${words[places]}" is one argument too many; ${advice}`);
  }
  return [...flags, "--", ...words];
}

interface Flag {
  readonly name: string;
  readonly definition: ArgDef;
  readonly value: string | undefined;
}

/** `--name`, `--name=value`, `-x`, `-xvalue` or `-x=value`. */
function readFlag(argument: string, definitions: ArgsDef): Flag {
  const isLong = argument.startsWith("--");
  const body = argument.slice(isLong ? 2 : 1);
  const equals = body.indexOf("=");
  const key = isLong ? body.slice(0, equals < 0 ? undefined : equals) : body.slice(0, 1);
  const tail = isLong ? (equals < 0 ? "" : body.slice(equals)) : body.slice(1);
  for (const [name, definition] of Object.entries(definitions)) {
    if (isPlace(definition)) continue;
    if (isLong ? name === key : aliasOf(definition) === key) {
      return { name, definition, value: tail === "" ? undefined : tail.replace(/^=/, "") };
    }
  }
  const flag = isLong ? `--${key}` : `-${key}`;
  const known = Object.keys(definitions).filter((name) => !isPlace(definitions[name]));
  const close = isLong ? nearest(key, known) : undefined;
  throw new UsageError(
    `there is no flag ${flag}; ${close === undefined ? "see llama-nb --help" : `did you mean --${close}?`}`,
  );
}

/** The one-letter form of a flag. */
export function aliasOf(definition: ArgDef): string | undefined {
  if (!("alias" in definition)) return undefined;
  return Array.isArray(definition.alias) ? definition.alias[0] : definition.alias;
}

/** What stands for a flag's value in help and errors. */
export function hint(definition: ArgDef): string {
  return definition.valueHint ?? "VALUE";
}

/** A value that a shell can complete: one of some words, a file or a folder. */
export type Completable = readonly string[] | "file" | "folder";

/** How a shell completes a value, told by what stands for it; undefined when it is free. */
export function completable(definition: ArgDef): Completable | undefined {
  const stands = hint(definition);
  if (stands === "FILE") return "file";
  if (stands === "DIR") return "folder";
  return stands.includes("|") ? stands.split("|") : undefined;
}

/** Whether an argument is a word in its place, not a flag. */
export function isPlace({ type }: ArgDef): boolean {
  return type === "positional";
}
