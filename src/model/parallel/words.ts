import { firstFreeWord } from "../../engine/team/control.ts";

/** The words of `Control` that a network's team uses beside those of every team. */
export const word = {
  /** The present command: how many tokens, and the position of the first. */
  tokens: firstFreeWord,
  position: firstFreeWord + 1,
  /** How many of the last tokens' results are wanted, and of how many of these the logits. */
  results: firstFreeWord + 2,
  logits: firstFreeWord + 3,
  /** Layers done in the present forward pass. */
  layer: firstFreeWord + 4,
  /** Tensors that all ranks together have loaded. */
  loaded: firstFreeWord + 5,
  /** Ranks whose weights are all copies by now. */
  copied: firstFreeWord + 6,
  /** How fast all ranks together read memory, in MB/s, after they were told to measure it. */
  readSpeed: firstFreeWord + 7,
} as const;

/** What the main thread may order. */
export const command = {
  /** Reads tokens; their ids are the command's data. */
  forward: 1,
  /** Computes logits from rows of the residual stream, which the main thread has put there. */
  predict: 2,
  /** Takes new settings; they are the command's data, as JSON. */
  configure: 3,
  /** Measures how fast memory is read. */
  readMemory: 4,
} as const;
