import { defaultEngine, engineNames } from "../engine/engine-names.ts";
import { defaultThreads } from "../engine/team/threads.ts";
import { weightsModes } from "../engine/weights-mode.ts";
import type { LoadOptions } from "../generate/language-model.ts";
import { choice, integer } from "./values.ts";

/** What the flags of `runArguments` ask for. @throws UsageError */
export function runOptions(args: {
  context?: string;
  threads?: string;
  engine?: string;
  weights: string;
}): LoadOptions {
  return {
    engine: choice("engine", args.engine ?? defaultEngine(), engineNames),
    weights: choice("weights", args.weights, weightsModes),
    threads: integer("threads", args.threads, { least: 1, most: 256 }) ?? defaultThreads(),
    context: integer("context", args.context, { least: 1 }),
  };
}

/** What the flags of `logArguments` ask for. @throws UsageError */
export function logOptions(args: { color: string; quiet?: boolean; verbose?: boolean }) {
  return {
    color: choice("color", args.color, ["auto", "always", "never"]),
    quiet: args.quiet === true,
    verbose: args.verbose === true,
  };
}
