import { UsageError } from "../common/errors.ts";
import { requireRuntime } from "../common/runtime.ts";
import { defaultEngine } from "../engine/engine-names.ts";
import { defaultThreads } from "../engine/team/threads.ts";
import type { LoadOptions } from "../generate/language-model.ts";
import { colorModes, type LogOptions } from "../terminal/log.ts";
import type { runArguments } from "./common-arguments.ts";
import type { Values } from "./definitions.ts";
import type { ParsedValues } from "./parse.ts";
import { integer } from "./values.ts";

/** What the flags of `runArguments` ask for. @throws UsageError, or UserError if this Bun cannot run models */
export function runOptions(args: Values<typeof runArguments>): LoadOptions {
  requireRuntime();
  return {
    engine: args.engine ?? defaultEngine(),
    weights: args.weights,
    threads: integer("threads", args.threads, { least: 1, most: 256 }) ?? defaultThreads(),
    context: integer("context", args.context, { least: 1 }),
    trace: args.trace,
  };
}

/** What the flags of `logArguments` ask for. @throws UsageError when they contradict each other */
export function logOptions({ color, quiet, verbose }: ParsedValues): LogOptions {
  if (quiet && verbose) throw new UsageError("--quiet and --verbose contradict each other; use one");
  return {
    color: colorModes.find((mode) => mode === color) ?? "auto",
    verbose: verbose === true,
    quiet: quiet === true,
  };
}
