#!/usr/bin/env bun
import { version } from "../package.json";
import { normalizeArguments } from "./commands/arguments.ts";
import { bench } from "./commands/bench.ts";
import { chat } from "./commands/chat.ts";
import type { Command } from "./commands/command.ts";
import { helpPage } from "./commands/help.ts";
import { inspect } from "./commands/inspect.ts";
import { interruptedExitCode } from "./commands/interruptible.ts";
import { tokenize } from "./commands/tokenize.ts";
import { UserError } from "./common/errors.ts";
import { createLog } from "./terminal/log.ts";
import { OutputClosed, standardOutput } from "./terminal/output.ts";

const subcommands: Readonly<Record<string, Command>> = { inspect, tokenize, bench };

const notes = [
  "stdin: when it is not a terminal it is the prompt; with a PROMPT too, it comes before it. - forces stdin.",
  "exit codes: 0 done, 1 the model or a file failed, 2 usage, 130 interrupted.",
  "",
  "examples:",
  '  llama-nb "Why is the sky blue?"',
  '  llama-nb --raw -n 50 "Once upon a time"',
  '  git diff | llama-nb -s "You review code." "What is wrong here?"',
];

const [first, ...others] = process.argv.slice(2);
const isSubcommand = first !== undefined && Object.hasOwn(subcommands, first);
const command = isSubcommand ? subcommands[first] : chat;
const raw = isSubcommand ? others : process.argv.slice(2);

/** runs a command line. */
async function main(): Promise<void> {
  const rawArgs = normalizeArguments(raw, command.args);
  const flags = rawArgs.slice(0, rawArgs.indexOf("--"));
  if (flags.includes("--help")) {
    const page = isSubcommand
      ? helpPage(command, [], [])
      : helpPage(command, Object.values(subcommands), notes);
    await standardOutput().write(page);
  } else if (flags.includes("--version")) {
    await standardOutput().write(`llama-nb ${version}\n`);
  } else {
    await command.run(rawArgs);
  }
}

/** one line for the user, and where it came from if that was asked for. */
function explain(error: unknown): void {
  const verbose = raw.some((argument) => argument === "-v" || argument === "--verbose");
  const log = createLog({ color: "auto", verbose, quiet: false });
  const isOurs = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  log.error(isOurs ? message : `something went wrong: ${message.split("\n")[0]}; -v shows where`);
  if (verbose && error instanceof Error) log.error(error.stack ?? "");
  process.exitCode = isOurs ? error.exitCode : 1;
}

// until a command has something to stop, Ctrl-C ends the program
process.once("SIGINT", () => {
  if (process.listenerCount("SIGINT") === 0) process.exit(interruptedExitCode);
});

try {
  await main();
} catch (error) {
  if (!(error instanceof OutputClosed)) explain(error);
}
