/** What happens in a story, told in many ways. */
export interface Plot {
  /** What to ask for to get it: "a lost {thing}". */
  readonly topics: readonly string[];
  /** Slots drawn anew for every story. "thing/place": values with a slash fill two slots that belong together. */
  readonly draw?: Readonly<Record<string, readonly string[]>>;
  /** A sentence or more on each line, alternatives with bars between; "? " begins a line that may be left out. */
  readonly lines: string;
  /** Nothing may go before it: it brings in a friend who is new, or a fear that another plot may have, too. */
  readonly isOnlyFirst?: true;
}
