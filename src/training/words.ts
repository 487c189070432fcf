import { firstFreeWord } from "../engine/team/control.ts";

/** The words of `Control` that a training's team uses beside those of every team. */
export const word = {
  /** The present command: the steps [from, to) to train. */
  from: firstFreeWord,
  to: firstFreeWord + 1,
} as const;

/** What the main thread may order. */
export const command = { train: 1, evaluate: 2 } as const;
