/**
 * Goes back and forth in earlier texts. What was typed or changed on the way stays where it is until the question is
 * answered, so that going back and forth loses nothing.
 */
export class HistoryWalk {
  /** How far back: 0 is the text that is being typed. */
  private at = 0;
  private readonly changed = new Map<number, string>();

  /** @param lines earlier texts, the newest first */
  constructor(private readonly lines: readonly string[]) {}

  /**
   * @param text what stands there now, which is kept
   * @param by 1: one text back, -1: one forth
   * @returns the text there, or undefined if there is none
   */
  go(text: string, by: number): string | undefined {
    return this.goTo(text, this.at + by);
  }

  /** Goes to the oldest text. */
  goToOldest(text: string): string | undefined {
    return this.goTo(text, this.lines.length);
  }

  /** Goes to the text that is being typed. */
  goToNewest(text: string): string | undefined {
    return this.goTo(text, 0);
  }

  private goTo(text: string, to: number): string | undefined {
    if (to < 0 || to > this.lines.length || to === this.at) return undefined;
    this.changed.set(this.at, text);
    this.at = to;
    return this.changed.get(to) ?? this.lines[to - 1] ?? "";
  }
}
