import type { ArgDef } from "citty";
import { aliasOf, hint } from "./arguments.ts";
import type { Command } from "./command.ts";

/** the page that --help prints, its lines ended. */
export function helpPage(command: Command, others: readonly Command[], notes: readonly string[]): string {
  const places = Object.values(command.args).filter(isPlace);
  const words = places.map((definition) => `[${hint(definition)}]`);
  const flags = Object.entries(command.args).filter(([, definition]) => !isPlace(definition));
  const sections = [
    [command.description],
    [`usage: ${[command.name, ...words, "[options]"].join(" ")}`],
    flags.map(([name, definition]) => line(flagOf(name, definition), definition.description)),
  ];
  if (others.length > 0) {
    sections.push(others.map(({ name, description }) => line(name, description)));
  }
  if (notes.length > 0) sections.push([...notes]);
  return sections.map((section) => `${section.join("\n")}\n`).join("\n");
}

function isPlace({ type }: ArgDef): boolean {
  return type === "positional";
}

function flagOf(name: string, definition: ArgDef): string {
  const alias = aliasOf(definition);
  const value = definition.type === "boolean" ? "" : ` ${hint(definition)}`;
  return `${alias === undefined ? "    " : `-${alias}, `}--${name}${value}`;
}

function line(left: string, right = ""): string {
  return `  ${left.padEnd(32)} ${right}`.trimEnd();
}
