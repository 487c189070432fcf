import type { Remedy, UserError } from "../common/errors.ts";

const remedies: Readonly<Record<Remedy, string>> = {
  "map weights": "close other programs, or use --weights mmap",
  "smaller context": "use a smaller --context",
  "larger context": "shorten it, or use a larger --context",
  "fewer threads": "use fewer --threads",
  "plain engine": "use --engine typescript",
};

/** An error as one line for a person: what is wrong, then what to do. */
export function explainError({ message, remedy }: UserError): string {
  return remedy === undefined ? message : `${message}; ${remedies[remedy]}`;
}
