/** What `see` can show. */
export const views = ["tokens", "lens", "attention", "why", "pass"] as const;

export type View = (typeof views)[number];

/** How a person asks for something else. The command knows its flags, and says it in words. */
export interface Hints {
  /** The end of a sentence about positions that are not shown. */
  readonly positions: string;
  /** The end of a sentence about other tokens. */
  readonly instead: string;
  /** A sentence. */
  readonly head: string;
}

/** What a view looks at, checked against the model. */
export interface Asked {
  /** How many likely tokens to name, if that was said. */
  readonly top: number | undefined;
  readonly positions: readonly number[];
  readonly layers: readonly number[];
  readonly heads: readonly number[];
  /** Whether layers or heads were chosen; otherwise they are all there are. */
  readonly hasChoice: boolean;
  readonly token: number | undefined;
  readonly instead: number | undefined;
  /** The parts that are switched off. */
  readonly without: readonly string[];
  /** The step of the pass to begin at. */
  readonly step: string | undefined;
}
