#!/usr/bin/env bun
import { commands, readCommandLine } from "./commands/command-line.ts";
import { helpPage } from "./commands/help.ts";
import { Ended, listenForSignals } from "./commands/interruptible.ts";
import { versionText } from "./commands/version.ts";
import { UserError } from "./common/errors.ts";
import { createLog } from "./terminal/log.ts";
import { OutputClosed, standardOutput } from "./terminal/output.ts";

const words = process.argv.slice(2);

/** runs a command line. */
async function main(): Promise<void> {
  const { command, args, doubt } = readCommandLine(words);
  const flags = args.slice(0, args.indexOf("--"));
  if (flags.includes("--help")) {
    const others = command === commands.main ? Object.values(commands.subcommands) : [];
    await standardOutput().write(helpPage(command, others));
  } else if (flags.includes("--version")) {
    await standardOutput().write(versionText(flags.includes("--verbose")));
  } else {
    const quiet = flags.includes("--quiet");
    if (doubt !== undefined) createLog({ color: "auto", verbose: false, quiet }).info(doubt);
    await command.run(args);
  }
}

/** one line for the user, and where it came from if that was asked for. */
function explain(error: unknown): void {
  const verbose = words.some((argument) => argument === "-v" || argument === "--verbose");
  const log = createLog({ color: "auto", verbose, quiet: false });
  const isOurs = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  log.error(isOurs ? message : `something went wrong: ${message.split("\n")[0]}; -v shows where`);
  if (verbose && error instanceof Error) log.error(error.stack ?? "");
  process.exitCode = isOurs ? error.exitCode : 1;
}

listenForSignals();
// nobody reads what is said about the answer: no reason to stop it
process.stderr.on("error", () => {});

try {
  await main();
} catch (error) {
  if (error instanceof Ended) process.exitCode = error.exitCode;
  else if (!(error instanceof OutputClosed)) explain(error);
}
