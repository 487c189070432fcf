import type { Remedy, UserError } from "../common/errors.ts";
import { addressSpaceLimit } from "../common/free-memory.ts";

/** How many tokens prompt and answer may have. */
export interface ContextLimits {
  /** As the program runs. */
  readonly context: number;
  /** The most that the model was made for. */
  readonly maxContext: number;
}

const remedies: Readonly<Record<Remedy, (limits: ContextLimits | undefined) => string>> = {
  "map weights": () => raiseLimit() ?? "close other programs, or use --weights mmap",
  "smaller context": () => raiseLimit() ?? "use a smaller --context",
  "larger context": (limits) => {
    if (limits === undefined) return "shorten it";
    const { context, maxContext } = limits;
    if (maxContext <= context) return "shorten it, since the model was made for no more";
    return `shorten it, or use a larger --context, up to ${maxContext}`;
  },
  "fewer threads": () => "use fewer --threads",
  "plain engine": () => "use --engine typescript",
};

/** What to do if memory is short because the shell limits this process's addresses, which are used up much sooner. */
function raiseLimit(): string | undefined {
  const limit = addressSpaceLimit();
  if (limit === undefined) return undefined;
  const gigabytes = (limit / 1e9).toFixed(1);
  return `ulimit -v allows ${gigabytes} GB of addresses, and each memory reserves up to 4.3 GB: raise it (ulimit -v unlimited)`;
}

/**
 * An error as one line for a person: what is wrong, then what to do.
 * @param limits of the model that runs; without them a larger context is not recommended
 */
export function explainError({ message, remedy }: UserError, limits?: ContextLimits): string {
  return remedy === undefined ? message : `${message}; ${remedies[remedy](limits)}`;
}
