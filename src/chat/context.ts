import type { Answering } from "../answer/answering.ts";
import type { SamplerOptions } from "../generate/sampler.ts";
import type { Log } from "../terminal/log.ts";

/** What the menu works with. */
export interface MenuContext extends Answering {
  readonly folder: string;
  readonly log: Log;
  /** How the next token is chosen, as the flags say. */
  readonly sampling: SamplerOptions;
  /** The system prompt of --system, for one's own chat. */
  readonly system?: string;
}
