import { UsageError } from "../common/errors.ts";
import { aliasOf, choicesOf, type Definition, type Definitions, hint, isPositional } from "./definitions.ts";
import { suggestFlag } from "./suggest.ts";

/** The values of a command's flags and words, by name. */
export type ParsedValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** A command line that has been taken apart. */
export interface ParsedLine {
  readonly values: ParsedValues;
  /** What was given besides flags, in order. */
  readonly words: readonly string[];
}

/**
 * Parses a command line strictly.
 *
 * Flags are `--name value`, `--name=value`, `-x value`, `-xvalue` or `-x=value`, and may stand before, between and after
 * the words. A value may begin with a dash. After `--` everything is a word. When a flag with a value is given twice the
 * last one counts, so that a command line can override what an alias or a script says; definitions may say otherwise.
 * @param line what follows the command's name
 * @param name the command's name, for errors
 * @throws UsageError for an unknown flag, a missing, wrong or superfluous value, or one word too many
 */
export function parseArguments(line: readonly string[], definitions: Definitions, name: string): ParsedLine {
  const given = new Map<string, string[]>();
  const words: string[] = [];
  const rest = [...line];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === "--") {
      words.push(...rest.splice(0));
    } else if (!argument.startsWith("-") || argument === "-") {
      words.push(argument);
    } else {
      const flag = readFlag(argument, definitions, name);
      const value = flag.definition.type === "boolean" ? noValue(flag) : (flag.value ?? rest.shift());
      const before = given.get(flag.name) ?? [];
      given.set(flag.name, [...before, check(flag, value, before.length)]);
    }
  }
  const places = Object.keys(definitions).filter((key) => isPositional(definitions[key]));
  if (words.length > places.length) {
    const advice = places.length === 0 ? "leave it out" : "put quotes around a text of several words";
    throw new UsageError(`"${words[places.length]}" is one argument too many; ${advice}`);
  }
  for (const [index, word] of words.entries()) given.set(places[index], [word]);
  const values = Object.entries(definitions).map(([key, definition]) => [
    key,
    finalValue(definition, given.get(key)),
  ]);
  return { values: Object.fromEntries(values), words };
}

interface Flag {
  readonly name: string;
  readonly definition: Definition;
  /** What is written in the same argument. */
  readonly value: string | undefined;
}

function readFlag(argument: string, definitions: Definitions, name: string): Flag {
  const isLong = argument.startsWith("--");
  const body = argument.slice(isLong ? 2 : 1);
  const equals = body.indexOf("=");
  const key = isLong ? body.slice(0, equals < 0 ? undefined : equals) : body.slice(0, 1);
  const tail = isLong ? (equals < 0 ? "" : body.slice(equals)) : body.slice(1);
  const flags = Object.entries(definitions).filter(([, definition]) => !isPositional(definition));
  const found = flags.find(([each, definition]) => (isLong ? each : aliasOf(definition)) === key);
  const written = argument.split("=")[0];
  // -temp would otherwise be -t with the value "emp"
  const isLongByMistake = !isLong && flags.some(([each]) => `-${each}` === written);
  if (found === undefined || isLongByMistake) {
    const flag = isLong || isLongByMistake ? written : `-${key}`;
    throw new UsageError(`there is no flag ${flag}; ${suggestFlag(flag, definitions, name)}`);
  }
  return { name: found[0], definition: found[1], value: tail === "" ? undefined : tail.replace(/^=/, "") };
}

function noValue({ name, value }: Flag): string {
  if (value !== undefined) throw new UsageError(`--${name} takes no value, but got "${value}"`);
  return "";
}

/** @param before how often the flag was given before */
function check({ name, definition }: Flag, value: string | undefined, before: number): string {
  if (value === undefined) throw new UsageError(`--${name} needs a value: --${name} ${hint(definition)}`);
  if (before > 0 && definition.repeated === "refused") {
    throw new UsageError(`--${name} is given twice; give it once`);
  }
  const choices = choicesOf(definition);
  if (choices !== undefined && !choices.includes(value)) {
    throw new UsageError(`--${name} "${value}" is none of ${choices.join(", ")}`);
  }
  return value;
}

/** @param texts what was given for a flag or a word, if it was */
function finalValue(
  { type, repeated, default: byDefault }: Definition,
  texts: readonly string[] | undefined,
) {
  if (repeated === "collected") return texts ?? [];
  if (type === "boolean") return texts !== undefined;
  return texts?.at(-1) ?? byDefault;
}
