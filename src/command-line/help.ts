import type { Command, Commands, Section } from "./command.ts";
import { aliasOf, type Definition, type Definitions, hint, isPositional } from "./definitions.ts";

/** Columns of the page, and of the terms on its left side. */
const width = 80;
const left = 32;

/** The page that --help prints for a command; that of the default one lists the others. It ends with a line end. */
export function commandHelp({ main, subcommands }: Commands, command: Command): string {
  const others = command === main ? Object.values(subcommands) : [];
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

/** A command and what may follow it, on one line. */
export function usage({ name, args }: Command): string {
  const words = Object.values(args).filter(isPositional);
  const shown = words.map((word) => (word.required === false ? `[${hint(word)}]` : hint(word)));
  return [name, ...shown, "[options]"].join(" ");
}

/** A command's flags under their headings. */
export function flagGroups({ args, groups }: Command): [title: string, args: Definitions][] {
  return Object.entries(groups ?? { Options: args });
}

/** How a flag is written: its short form, if it has one, its long form, and what represents its value. */
export function flagForms(
  name: string,
  definition: Definition,
): { short?: string; long: string; value?: string } {
  const alias = aliasOf(definition);
  return {
    short: alias === undefined ? undefined : `-${alias}`,
    long: `--${name}`,
    value: definition.type === "boolean" ? undefined : hint(definition),
  };
}

function flags(args: Definitions): string[] {
  return Object.entries(args)
    .filter(([, definition]) => !isPositional(definition))
    .map(([name, definition]) => {
      const { short, long, value } = flagForms(name, definition);
      const start = short === undefined ? "    " : `${short}, `;
      return entry(`${start}${long}${value === undefined ? "" : ` ${value}`}`, definition.description ?? "");
    });
}

function section({ title, lines }: Section): string[] {
  // If one term is too long for the left column, all terms of the section are above their meanings
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

/** A text broken at spaces into lines of at most 80 columns, indented by a number of spaces. */
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
