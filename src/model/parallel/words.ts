import { firstFreeWord } from "../../engine/team/control.ts";

/** The words of `Control` that a network's team uses beside those of every team. */
export const word = {
  /** The present command: how many tokens, and the position of the first. Their ids are the command's data. */
  tokens: firstFreeWord,
  position: firstFreeWord + 1,
  /** Layers done in the present forward pass. */
  layer: firstFreeWord + 2,
  /** Tensors that all ranks together have loaded. */
  loaded: firstFreeWord + 3,
  /** Ranks whose weights are all copies by now. */
  copied: firstFreeWord + 4,
  /** How fast all ranks together read memory, in MB/s, after they were told to measure it. */
  readSpeed: firstFreeWord + 5,
} as const;

/** What the main thread may order. */
export const command = { forward: 1, forwardForLogits: 2, readMemory: 3 } as const;
