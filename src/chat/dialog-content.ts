import type { Turn } from "./turns.ts";

/** What a chat consists of. */
export interface DialogContent {
  readonly system: string | undefined;
  /** What user and assistant said. */
  readonly turns: readonly Turn[];
}

/** A chat from a file. */
export interface SavedDialog extends DialogContent {
  readonly path: string;
}
