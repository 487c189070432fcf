const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A key of the property test, as the reference understands it. */
export type ReferenceKey =
  | { readonly type: string }
  | { readonly paste: string }
  | {
      readonly key:
        | "left"
        | "right"
        | "home"
        | "end"
        | "backspace"
        | "delete"
        | "ctrl-k"
        | "ctrl-u"
        | "ctrl-y";
    }
  | { readonly key: "alt-enter" | "up" | "down" | "ctrl-p" | "ctrl-n" };

/**
 * The same editor, written so plainly that it can be read at a glance: the text is cut into graphemes for each key. It
 * knows nothing of rows and screens.
 */
export class ReferenceEditor {
  before = "";
  after = "";
  private killed: string;
  private isKilling = false;
  private readonly texts: string[];
  private at = 0;

  /** @param history the newest first */
  constructor(history: readonly string[], killed: string) {
    this.texts = ["", ...history];
    this.killed = killed;
  }

  get text(): string {
    return this.before + this.after;
  }

  press(event: ReferenceKey): void {
    const wasKilling = this.isKilling;
    this.isKilling = false;
    if ("type" in event) this.insert(event.type);
    else if ("paste" in event) this.insert(event.paste.replace(/\r\n?/g, "\n").replace(/\n$/, ""));
    else this.pressKey(event.key, wasKilling);
  }

  private pressKey(key: string, wasKilling: boolean): unknown {
    const [left, right] = [lastOf(this.before), firstOf(this.after)];
    const lineBefore = this.before.slice(this.before.lastIndexOf("\n") + 1);
    const lineAfter = this.after.split("\n")[0];
    switch (key) {
      case "left":
        return this.set(this.before.slice(0, this.before.length - left.length), left + this.after);
      case "right":
        return this.set(this.before + right, this.after.slice(right.length));
      case "home":
        return this.set(
          this.before.slice(0, this.before.length - lineBefore.length),
          lineBefore + this.after,
        );
      case "end":
        return this.set(this.before + lineAfter, this.after.slice(lineAfter.length));
      case "backspace":
        return this.set(this.before.slice(0, this.before.length - left.length), this.after);
      case "delete":
        return this.set(this.before, this.after.slice(right.length));
      case "ctrl-u": {
        const gone = lineBefore || left;
        if (gone === "") this.isKilling = wasKilling;
        else this.kill(wasKilling ? gone + this.killed : gone);
        return this.set(this.before.slice(0, this.before.length - gone.length), this.after);
      }
      case "ctrl-k": {
        const gone = lineAfter || right;
        if (gone === "") this.isKilling = wasKilling;
        else this.kill(wasKilling ? this.killed + gone : gone);
        return this.set(this.before, this.after.slice(gone.length));
      }
      case "ctrl-y":
        return this.insert(this.killed);
      case "alt-enter":
        return this.insert("\n");
      case "ctrl-p":
      case "ctrl-n":
        return this.walk(key === "ctrl-p" ? 1 : -1);
      default:
        return undefined;
    }
  }

  private kill(killed: string): void {
    this.killed = killed;
    this.isKilling = true;
  }

  private insert(text: string): void {
    this.set(this.before + text, this.after);
  }

  private walk(by: number): void {
    const to = this.at + by;
    if (to < 0 || to >= this.texts.length) return;
    this.texts[this.at] = this.text;
    this.at = to;
    this.set(this.texts[to], "");
  }

  /** The cursor never stands within a grapheme: what was joined is before it. */
  private set(before: string, after: string): void {
    let rest = after;
    let position = 0;
    for (const { segment, index } of segmenter.segment(before + after)) {
      position = index + segment.length;
      if (position >= before.length) break;
    }
    if (before !== "" && position > before.length) rest = after.slice(position - before.length);
    this.after = rest;
    this.before = (before + after).slice(0, (before + after).length - rest.length);
  }
}

function lastOf(text: string): string {
  return Array.from(segmenter.segment(text), ({ segment }) => segment).at(-1) ?? "";
}

function firstOf(text: string): string {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)[0] ?? "";
}
