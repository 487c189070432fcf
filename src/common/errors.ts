import { showForeign } from "./foreign-text.ts";

/**
 * What a person can do about a problem when it takes a flag. The code that finds a problem does not know the names of
 * flags: `command-line/explain-error.ts` turns a remedy into words.
 */
export type Remedy = "map weights" | "smaller context" | "larger context" | "fewer threads" | "plain engine";

/**
 * An error for the user: one line that names the file or flag, what is wrong and what to do. Any other error that
 * reaches `main.ts` is a bug of ours. Names in the message may come from anywhere; they are made safe to show.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  readonly remedy: Remedy | undefined;

  /** @param exitCode the exit code of the process: 1 if the model or a file failed, 2 for wrong usage */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
    { remedy, ...options }: ErrorOptions & { readonly remedy?: Remedy } = {},
  ) {
    super(showForeign(message), options);
    this.remedy = remedy;
  }
}

/** A flag or argument that cannot be used (exit code 2). */
export class UsageError extends UserError {
  override readonly name = "UsageError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, 2, options);
  }
}

/** A file that cannot be used (exit code 1). */
export class FileError extends UserError {
  override readonly name = "FileError";

  /**
   * @param path the file as the user knows it
   * @param problem what is wrong, with the name of the record or tensor if there is one
   * @param advice what to do
   */
  constructor(
    readonly path: string,
    readonly problem: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(`${path}: ${problem}; ${advice}`, 1, options);
  }
}
