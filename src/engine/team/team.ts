/**
 * The ranks that compute together: single program, multiple data. Every rank runs the same forward pass on its own
 * share of rows and heads.
 */
export interface Team {
  /** Which rank this is, from 0. */
  readonly rank: number;
  /** How many ranks there are. */
  readonly size: number;
  /** Returns when all ranks have called it. @throws Interrupted in all of them, when the main thread asked for that */
  barrier(): void;
}

/** A team of one, on the thread that calls it. */
export const solo: Team = { rank: 0, size: 1, barrier: () => {} };

/** Thrown out of a forward pass that was asked to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
