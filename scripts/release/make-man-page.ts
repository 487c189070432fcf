#!/usr/bin/env bun
/**
 * Writes docs/llama-nb.1, the manual page, from the definitions of the commands, as --help does:
 *
 *     bun scripts/release/make-man-page.ts
 */
import { version } from "../../package.json";
import type { Command, Section } from "../../src/command-line/command.ts";
import { isPositional } from "../../src/command-line/definitions.ts";
import { flagForms, flagGroups, usage, wrapped } from "../../src/command-line/help.ts";
import { program } from "../../src/commands/program.ts";
import { description, interaction, seeAlso } from "./man-page-sections.ts";

/** When the page last changed; a manual page has a date. */
const date = "2026-11-24";
const { main, subcommands } = program;

/** The page, in the macros of man(7). */
export function manPage(): string {
  return [
    '.\\" made by scripts/release/make-man-page.ts from the commands: do not edit',
    `.TH LLAMA\\-NB 1 ${date} "llama\\-nb ${version}" "User Commands"`,
    heading("Name"),
    `llama\\-nb \\- ${escaped(main.description)}`,
    heading("Synopsis"),
    ...[main, ...Object.values(subcommands)].flatMap((command) => [synopsis(command), ".br"]).slice(0, -1),
    ...headed(description),
    ...options(main),
    ...interaction.flatMap(headed),
    ...Object.values(subcommands).flatMap(subcommand),
    ...(main.sections ?? []).flatMap(headed),
    ...headed(seeAlso),
    "",
  ].join("\n");
}

function synopsis(command: Command): string {
  const [program, ...rest] = usage(command).split(" ");
  const words = rest.map((word) => (/^[[A-Z]/.test(word) ? escaped(word) : `\\fB${escaped(word)}\\fR`));
  return [`\\fB${escaped(program)}\\fR`, ...words].join(" ");
}

function headed(section: Section): string[] {
  return [heading(section.title), ...body(section)];
}

function options(command: Command): string[] {
  return [
    heading("Options"),
    ...flagGroups(command).flatMap(([title, args]) => [`.SS ${escaped(title)}`, ...flags(args)]),
  ];
}

function subcommand(command: Command): string[] {
  const { name, description, args, sections = [] } = command;
  return [
    heading(name),
    text(description),
    ".SS Options",
    ...flags(args),
    ...sections.flatMap((section) => [`.SS ${escaped(section.title)}`, ...body(section)]),
  ];
}

function flags(args: Command["args"]): string[] {
  return Object.entries(args)
    .filter(([, definition]) => !isPositional(definition))
    .flatMap(([name, definition]) => {
      const { short, long, value } = flagForms(name, definition);
      const forms = [short, long].filter((form) => form !== undefined);
      const bold = forms.map((form) => `\\fB${escaped(form)}\\fR`).join(", ");
      const tag = value === undefined ? bold : `${bold} \\fI${escaped(value)}\\fR`;
      return [".TP", tag, text(definition.description ?? "")];
    });
}

function body({ lines }: Section): string[] {
  return lines.flatMap((line, index) => {
    if (typeof line === "string") return [...(index > 0 ? [".PP"] : []), text(line)];
    return [".TP", `\\fB${escaped(line[0])}\\fR`, text(line[1])];
  });
}

function heading(title: string): string {
  return `.SH ${escaped(title.toUpperCase())}`;
}

/** Running text, no line of which is taken for a request: those begin with a dot. */
function text(words: string): string {
  return wrapped(escaped(words), 0).replace(/^\./gm, "\\&.");
}

/** Text in which a backslash begins no escape, and a minus sign can be copied as one. */
function escaped(words: string): string {
  return words.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll("'", "\\(aq").replaceAll("…", "...");
}

if (import.meta.main) await Bun.write(new URL("../../docs/llama-nb.1", import.meta.url), manPage());
