#!/usr/bin/env bun
import { Ended, listenForSignals } from "./answer/interruptible.ts";
import { readCommandLine } from "./command-line/command-line.ts";
import { explainError } from "./command-line/explain-error.ts";
import { helpPage } from "./command-line/help.ts";
import { versionText } from "./command-line/version.ts";
import { program } from "./commands/program.ts";
import { UserError } from "./common/errors.ts";
import { createLog } from "./terminal/log.ts";
import { OutputClosed, standardOutput } from "./terminal/output.ts";

const words = process.argv.slice(2);

/** Runs a command line. */
async function main(): Promise<void> {
  const { command, args, doubt } = readCommandLine(program, words);
  const flags = args.slice(0, args.indexOf("--"));
  if (flags.includes("--help")) {
    const others = command === program.main ? Object.values(program.subcommands) : [];
    await standardOutput().write(helpPage(command, others));
  } else if (flags.includes("--version")) {
    await standardOutput().write(versionText(flags.includes("--verbose")));
  } else {
    const quiet = flags.includes("--quiet");
    if (doubt !== undefined) createLog({ color: "auto", verbose: false, quiet }).info(doubt);
    await command.run(args);
  }
}

/** One line for the user, and where it came from if that was asked for. */
function explain(error: unknown): void {
  const verbose = words.some((argument) => argument === "-v" || argument === "--verbose");
  const log = createLog({ color: "auto", verbose, quiet: false });
  const isOurs = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  log.error(isOurs ? explainError(error) : `something went wrong: ${message.split("\n")[0]}; -v shows where`);
  if (verbose && error instanceof Error) log.error(error.stack ?? "");
  process.exitCode = isOurs ? error.exitCode : 1;
}

listenForSignals();
// Nobody reads what is said about the answer: no reason to stop it
process.stderr.on("error", () => {});

try {
  await main();
} catch (error) {
  if (error instanceof Ended) process.exitCode = error.exitCode;
  else if (!(error instanceof OutputClosed)) explain(error);
}
