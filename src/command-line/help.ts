import type { ArgDef, ArgsDef } from "citty";
import { aliasOf, hint, isPlace } from "./arguments.ts";
import type { Command, Section } from "./command.ts";

/** Columns of the page, and of what stands left in it. */
const width = 80;
const left = 32;

/** The page that --help prints, its lines ended. */
export function helpPage(command: Command, others: readonly Command[]): string {
  const commands = others.map(({ name, description }) => entry(name, description));
  return [
    [wrapped(command.description, 0)],
    [`usage: ${usage(command)}`, ...others.map((other) => `       ${usage(other)}`)],
    ...(others.length > 0 ? [["Commands", ...commands]] : []),
    ...flagGroups(command).map(([title, args]) => [title, ...flags(args)]),
    ...(command.sections ?? []).map(section),
  ]
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** A command and what may follow it, in short. */
export function usage({ name, args }: Command): string {
  const places = Object.values(args).filter(isPlace);
  return [name, ...places.map((definition) => `[${hint(definition)}]`), "[options]"].join(" ");
}

/** A command's flags under their headings. */
export function flagGroups({ args, groups }: Command): [title: string, args: ArgsDef][] {
  return Object.entries(groups ?? { Options: args });
}

/** How a flag is written: its short form, if it has one, its long form, and what stands for its value. */
export function flagForms(
  name: string,
  definition: ArgDef,
): { short?: string; long: string; value?: string } {
  const alias = aliasOf(definition);
  return {
    short: alias === undefined ? undefined : `-${alias}`,
    long: `--${name}`,
    value: definition.type === "boolean" ? undefined : hint(definition),
  };
}

function flags(args: ArgsDef): string[] {
  return Object.entries(args)
    .filter(([, definition]) => !isPlace(definition))
    .map(([name, definition]) => {
      const { short, long, value } = flagForms(name, definition);
      const start = short === undefined ? "    " : `${short}, `;
      return entry(`${start}${long}${value === undefined ? "" : ` ${value}`}`, definition.description ?? "");
    });
}

function section({ title, lines }: Section): string[] {
  // Terms too long for the left column stand above their meanings, all of them alike
  const isStacked = lines.some((line) => typeof line !== "string" && line[0].length > left - 3);
  const shown = lines.map((line) => {
    if (typeof line === "string") return wrapped(line, 2);
    return isStacked ? `  ${line[0]}\n${wrapped(line[1], 6)}` : entry(...line);
  });
  return [title, ...shown];
}

function entry(term: string, meaning: string): string {
  return `  ${term.padEnd(left - 2)} ${wrapped(meaning, left + 1).trimStart()}`;
}

/** A text broken at spaces into lines of 80 columns, each after so many spaces. */
export function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => " ".repeat(indent) + each).join("\n");
}
