import { cutToCells, mostCells } from "../glyphs.ts";
import type { Key } from "../key-decoder.ts";
import { printable } from "../visible.ts";
import { type Completer, completePart, listRows } from "./completion.ts";
import { EditArea, type Screen, type View } from "./edit-area.ts";
import { HistorySearch } from "./history-search.ts";
import { HistoryWalk } from "./history-walk.ts";
import { edits } from "./key-bindings.ts";
import { TextBuffer } from "./text-buffer.ts";
import { TextLayout } from "./text-layout.ts";

/** What a person typed, or that they want to leave: Ctrl-D ends, Ctrl-C interrupts. */
export type Reply = { readonly text: string } | { readonly leave: "end" | "interrupt" };

/** A list to choose from: the reply is one line, and keys may have a meaning of their own. */
export interface Choices {
  /** Rows above the question, each with at most so many cells. @param text what is typed */
  rows(text: string, width: number): string[];
  /** What is shown dimly behind the text, on its row. */
  hint(text: string): string;
  /** What a key does instead of the usual: it ends the question, or puts another text in its place. */
  press(key: Key, text: string): Reply | { readonly replace: string } | undefined;
}

/** A question, and how its reply is edited. */
export interface Question {
  readonly question: string;
  /** Colours the question. */
  readonly style?: (text: string) => string;
  /** Earlier texts for the arrow keys and Ctrl-R, the newest first. */
  readonly history?: readonly string[];
  readonly complete?: Completer;
  readonly choices?: Choices;
  /** Makes what is less important dim. */
  readonly dim?: (text: string) => string;
}

const lineEnds = /\r\n|[\n\r\u2028\u2029]/g;

/** Lets a person edit a text, of one line or several, below a question on the screen. */
export class LineEditor {
  private readonly buffer = new TextBuffer();
  private readonly walk: HistoryWalk;
  private readonly area: EditArea;
  private search: HistorySearch | undefined;
  /** What Tab found to choose from, until the next key. */
  private found: readonly string[] = [];
  /** The first row that is shown, if there are more than fit the screen. */
  private top = 0;
  private hasEnded = false;
  private readonly layout = new TextLayout();

  constructor(
    private readonly screen: Screen,
    private readonly question: Question,
  ) {
    this.walk = new HistoryWalk(question.history ?? []);
    this.area = new EditArea(screen);
  }

  get text(): string {
    return this.buffer.text;
  }

  /** In UTF-16 units of the text. */
  get cursor(): number {
    return this.buffer.cursor;
  }

  /** Draws the question and the text. */
  draw(): void {
    this.area.draw(this.view());
  }

  /** Does what a key does. @returns the reply, if the key ends the question */
  async press(key: Key): Promise<Reply | undefined> {
    this.found = [];
    const reply = this.search === undefined ? await this.edit(key) : this.pressInSearch(key);
    if (reply !== undefined) {
      this.hasEnded = true;
      this.search = undefined;
      this.buffer.move(this.text.length);
    }
    return reply;
  }

  /** Leaves the text on the screen: the program is about to write something else, or stops. */
  leave(): void {
    this.area.leave();
  }

  /** The cursor is somewhere else, at the start of an empty row. */
  forget(): void {
    this.area.forget();
  }

  /** The window has another size. */
  resize(): void {
    this.area.resize();
    this.draw();
  }

  private async edit(key: Key): Promise<Reply | undefined> {
    const { buffer } = this;
    const chosen = this.question.choices?.press(key, this.text);
    if (chosen !== undefined) {
      if (!("replace" in chosen)) return chosen;
      buffer.replace(chosen.replace);
      return undefined;
    }
    switch (key.name) {
      case "text":
      case "paste":
        this.insert(key.text ?? "", key.name === "paste");
        return undefined;
      case "enter":
        return this.enter();
      case "newline":
        if (this.question.choices !== undefined) return { text: this.text };
        buffer.insert("\n");
        return undefined;
      case "alt-enter":
      case "shift-enter":
      case "ctrl-enter":
        if (this.question.choices === undefined) buffer.insert("\n");
        return undefined;
      case "ctrl-c":
        if (this.text === "") return { leave: "interrupt" };
        buffer.replace("");
        return undefined;
      case "ctrl-d":
        if (this.text === "") return { leave: "end" };
        break;
      case "ctrl-l":
        this.area.clear();
        return undefined;
      case "ctrl-r":
      case "ctrl-s":
        if (this.question.history !== undefined) {
          this.search = new HistorySearch(this.question.history, this.text);
        }
        return undefined;
      case "tab":
        await this.complete();
        return undefined;
      default:
        if (this.moveToLine(key.name)) return undefined;
    }
    edits[key.name]?.(buffer);
    return undefined;
  }

  private insert(text: string, isPaste: boolean): void {
    const lines = text.replace(lineEnds, "\n");
    // The line end that comes with a copied line is not an empty line
    const copied = isPaste ? lines.replace(/\n$/, "") : lines;
    this.buffer.insert(
      printable(this.question.choices === undefined ? copied : copied.replaceAll("\n", " ")),
    );
  }

  /** A backslash at the end of the text, before the cursor, continues it on the next line. */
  private enter(): Reply | undefined {
    const { text, cursor } = this.buffer;
    if (this.question.choices !== undefined || cursor < text.length || !text.endsWith("\\")) return { text };
    this.buffer.replace(`${text.slice(0, -1)}\n`);
    return undefined;
  }

  /** Keys that go to another line of the text, or to an earlier or later text. @returns whether it is such a key */
  private moveToLine(name: string): boolean {
    const go = (text: string | undefined): void => {
      if (text !== undefined) this.buffer.replace(text);
    };
    switch (name) {
      case "up":
        if (!this.buffer.moveLine(-1)) go(this.walk.go(this.text, 1));
        return true;
      case "down":
        if (!this.buffer.moveLine(1)) go(this.walk.go(this.text, -1));
        return true;
      case "ctrl-p":
      case "pageup":
        go(this.walk.go(this.text, 1));
        return true;
      case "ctrl-n":
      case "pagedown":
        go(this.walk.go(this.text, -1));
        return true;
      case "alt-<":
        go(this.walk.goToOldest(this.text));
        return true;
      case "alt->":
        go(this.walk.goToNewest(this.text));
        return true;
      default:
        return false;
    }
  }

  private async complete(): Promise<void> {
    const before = this.text.slice(0, this.cursor);
    const { from, words } = (await this.question.complete?.(before)) ?? { from: 0, words: [] };
    const typed = before.slice(from);
    const { part, choices } = completePart(
      typed,
      words.filter((word) => printable(word) === word),
    );
    this.buffer.insert(part.slice(typed.length));
    this.found = choices;
  }

  private pressInSearch(key: Key): Promise<Reply | undefined> | Reply | undefined {
    const search = this.search;
    if (search === undefined) return undefined;
    switch (key.name) {
      case "text":
      case "paste":
        search.type(printable((key.text ?? "").replace(lineEnds, "\n")));
        return undefined;
      case "backspace":
      case "ctrl-h":
        search.shorten();
        return undefined;
      case "ctrl-r":
        search.next(1);
        return undefined;
      case "ctrl-s":
        search.next(-1);
        return undefined;
      case "ctrl-c":
      case "ctrl-g":
        this.search = undefined;
        return undefined;
      default:
        // What was found is taken, and the key does what it usually does
        this.search = undefined;
        this.buffer.replace(search.text, search.cursor);
        return key.name === "escape"
          ? undefined
          : key.name === "enter"
            ? { text: search.text }
            : this.edit(key);
    }
  }

  private view(): View {
    const { dim = (text: string) => text, style, choices } = this.question;
    const { search, buffer } = this;
    const width = Math.max(2, this.screen.columns - 1);
    const shown = this.layout.lay({
      question: search?.question ?? this.question.question,
      style,
      text: search?.text ?? buffer.text,
      cursor: search?.cursor ?? buffer.cursor,
      width,
    });
    const above = choices?.rows(this.text, width) ?? [];
    const rows = shown.rows.map(({ styled }) => styled);
    if (!this.hasEnded && choices !== undefined) {
      const room = width - mostCells(shown.rows[rows.length - 1].plain) - 2;
      const hint = cutToCells(choices.hint(this.text), room);
      if (hint !== "") rows[rows.length - 1] += `  ${dim(hint)}`;
    }
    const below = this.found.length === 0 ? [] : listRows(this.found, width).map(dim);
    return this.window({
      ...shown.place,
      rows: [...above, ...rows, ...below],
      row: above.length + shown.place.row,
    });
  }

  /** The part of the rows that fits the screen and has the cursor in it. When the question has ended all are shown. */
  private window(view: View): View {
    const { rows, row } = view;
    const height = Math.max(1, this.screen.rows);
    if (this.hasEnded || rows.length <= height) {
      this.top = 0;
      return view;
    }
    this.top = Math.min(Math.max(this.top, row - height + 1), row, rows.length - height);
    return { ...view, rows: rows.slice(this.top, this.top + height), row: row - this.top };
  }
}
