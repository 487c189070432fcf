import type { Answering } from "../answer/answering.ts";
import type { UserError } from "../common/errors.ts";
import type { SamplerOptions } from "../generate/sampler.ts";
import type { Log } from "../terminal/log.ts";
import type { SavedDialog } from "./dialog-content.ts";

/** What the menu works with. */
export interface MenuContext extends Answering {
  readonly log: Log;
  /** An error as one line for a person. */
  readonly explain: (error: UserError) => string;
  /** How the next token is chosen, as the flags say. */
  readonly sampling: SamplerOptions;
  /** The system prompt for one's own chat, if a flag gives one. */
  readonly system?: string;
  /** A saved chat to continue before the menu is shown. */
  readonly resume?: SavedDialog;
}
