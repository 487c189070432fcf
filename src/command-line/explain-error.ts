import type { Remedy, UserError } from "../common/errors.ts";

/** How many tokens prompt and answer may have. */
export interface ContextLimits {
  /** As the program runs. */
  readonly context: number;
  /** The most that the model was made for. */
  readonly maxContext: number;
}

const remedies: Readonly<Record<Remedy, (limits: ContextLimits | undefined) => string>> = {
  "map weights": () => "close other programs, or use --weights mmap",
  "smaller context": () => "use a smaller --context",
  "larger context": (limits) => {
    if (limits === undefined) return "shorten it";
    const { context, maxContext } = limits;
    if (maxContext <= context) return "shorten it, since the model was made for no more";
    return `shorten it, or use a larger --context, up to ${maxContext}`;
  },
  "fewer threads": () => "use fewer --threads",
  "plain engine": () => "use --engine typescript",
};

/**
 * An error as one line for a person: what is wrong, then what to do.
 * @param limits of the model that runs; without them a larger context is not recommended
 */
export function explainError({ message, remedy }: UserError, limits?: ContextLimits): string {
  return remedy === undefined ? message : `${message}; ${remedies[remedy](limits)}`;
}
