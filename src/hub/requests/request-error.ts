import { UserError } from "../../common/errors.ts";

/**
 * How a request failed: "temporary" may be gone in a moment, "unreachable" too if the server was reached before, and
 * "final" stays.
 */
export type Failure = "temporary" | "unreachable" | "final";

/** What else is known about a failure. */
interface Details extends ErrorOptions {
  /** The HTTP status of the answer, if there was one. */
  readonly status?: number;
  /** Seconds that the server asks to wait before the next request. */
  readonly retryAfter?: number;
}

/** A request that failed, in words. */
export class RequestError extends UserError {
  override readonly name = "RequestError";
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  /**
   * @param subject the repository, file or host that it is about
   * @param problem what is wrong
   * @param advice what to do
   * @param failure whether it helps to try again
   */
  constructor(
    readonly subject: string,
    readonly problem: string,
    readonly advice: string,
    readonly failure: Failure,
    { status, retryAfter, ...options }: Details = {},
  ) {
    super(`${subject}: ${problem}; ${advice}`, 1, options);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
