/** Searches earlier texts for a part of them, the newest first, without regard to case. */
export class HistorySearch {
  private part = "";
  /** The index of the text that is shown; -1: the one that was there before the search. */
  private at = -1;
  private hasFailed = false;

  /**
   * @param lines earlier texts, the newest first
   * @param before what was there before the search
   */
  constructor(
    private readonly lines: readonly string[],
    private readonly before: string,
  ) {}

  /** What is searched for, as a question. */
  get question(): string {
    return `${this.hasFailed ? "not found" : "search"} “${this.part}”: `;
  }

  /** The text that was found last. */
  get text(): string {
    return this.lines[this.at] ?? this.before;
  }

  /** Where the part is in that text, or its end. */
  get cursor(): number {
    const found = this.part === "" ? -1 : this.text.toLowerCase().indexOf(this.part.toLowerCase());
    return found < 0 ? this.text.length : Math.min(found, this.text.length);
  }

  /** Searches for a longer part. */
  type(text: string): void {
    this.part += text;
    this.find(Math.max(0, this.at), 1);
  }

  /** Searches for a part that is one character shorter, from the newest text on. */
  shorten(): void {
    this.part = Array.from(this.part).slice(0, -1).join("");
    this.at = -1;
    this.hasFailed = false;
    if (this.part !== "") this.find(0, 1);
  }

  /** Goes on to an older (1) or a newer (-1) text that is another one. */
  next(by: 1 | -1): void {
    if (this.part !== "") this.find(this.at + by, by, this.text);
  }

  private find(from: number, by: 1 | -1, except?: string): void {
    const part = this.part.toLowerCase();
    for (let at = from; at >= 0 && at < this.lines.length; at += by) {
      const line = this.lines[at];
      this.hasFailed = line === except || !line.toLowerCase().includes(part);
      if (this.hasFailed) continue;
      this.at = at;
      return;
    }
    this.hasFailed = true;
  }
}
