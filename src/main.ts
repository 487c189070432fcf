#!/usr/bin/env bun
import { Ended, listenForSignals } from "./answer/interruptible.ts";
import { readCommandLine } from "./command-line/command-line.ts";
import { explainError } from "./command-line/explain-error.ts";
import { commandHelp } from "./command-line/help.ts";
import { logOptions } from "./command-line/run-options.ts";
import { versionText } from "./command-line/version.ts";
import { program } from "./commands/program.ts";
import { UserError } from "./common/errors.ts";
import { showForeign, showForeignLines } from "./common/foreign-text.ts";
import { createLog, type Log } from "./terminal/log.ts";
import { OutputClosed, standardOutput } from "./terminal/output.ts";

// Until the command line is understood
let log = createLog({ color: "auto", verbose: false, quiet: false });

/** Runs a command line. */
async function main(line: readonly string[]): Promise<void> {
  const { command, invocation, doubt } = readCommandLine(program, line);
  const { values } = invocation;
  log = createLog(logOptions(values));
  if (values.help) {
    await standardOutput().write(commandHelp(program, command));
  } else if (values.version) {
    await standardOutput().write(versionText(values.verbose === true));
  } else {
    if (doubt !== undefined) log.info(doubt);
    await invocation.run(log);
  }
}

/** Shows an error as one line and, with --verbose, where it happened. */
function explain(error: unknown, { error: show, isVerbose }: Log): void {
  const isOurs = error instanceof UserError;
  const message = showForeign(error instanceof Error ? error.message : String(error));
  show(isOurs ? explainError(error) : `something went wrong: ${message}; -v shows where`);
  if (isVerbose && error instanceof Error) show(showForeignLines(error.stack ?? ""));
  process.exitCode = isOurs ? error.exitCode : 1;
}

listenForSignals();
// A closed stderr is no reason to stop the answer
process.stderr.on("error", () => {});

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof Ended) process.exitCode = error.exitCode;
  else if (!(error instanceof OutputClosed)) explain(error, log);
}
