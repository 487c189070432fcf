import { glyphs, graphemeAfter, graphemeBefore, mostCells } from "../glyphs.ts";

/** What was last deleted by a key that deletes more than a character; Ctrl-Y inserts it. All questions share it. */
let killed = "";

/** How many changes can be undone. */
const mostUndo = 100;

const letterOrDigit = /[\p{L}\p{N}\p{M}_]/u;

interface State {
  readonly text: string;
  readonly cursor: number;
}

/** A text that is edited, and the cursor in it. The cursor is always between graphemes. */
export class TextBuffer {
  private state: State = { text: "", cursor: 0 };
  private undoable: State[] = [];
  /** The kind of the last change: some changes of one kind in a row count as one. */
  private last: "typing" | "kill" | undefined;

  get text(): string {
    return this.state.text;
  }

  /** In UTF-16 units. */
  get cursor(): number {
    return this.state.cursor;
  }

  get lineStart(): number {
    return lineStartAt(this.text, this.cursor);
  }

  get lineEnd(): number {
    const end = this.text.indexOf("\n", this.cursor);
    return end < 0 ? this.text.length : end;
  }

  /** Replaces the text. The cursor goes to its end, unless another place is given. */
  replace(text: string, cursor = text.length): void {
    this.change(text, cursor);
  }

  /** Inserts a text at the cursor. */
  insert(text: string): void {
    if (text === "") return;
    const isTyping = this.last === "typing";
    this.splice(this.cursor, this.cursor, text, isTyping);
    this.last = "typing";
  }

  /** Moves the cursor. */
  move(to: number): void {
    this.last = undefined;
    this.state = { text: this.text, cursor: this.snap(this.text, to) };
  }

  /** Moves to the same column of the line above (-1) or below (1), or to its end. @returns false if there is no such line */
  moveLine(by: -1 | 1): boolean {
    const { text, lineStart, lineEnd } = this;
    if (by < 0 ? lineStart === 0 : lineEnd === text.length) return false;
    const column = mostCells(text.slice(lineStart, this.cursor));
    const start = by < 0 ? lineStartAt(text, lineStart - 1) : lineEnd + 1;
    const end = text.indexOf("\n", start);
    this.move(start + positionAt(text.slice(start, end < 0 ? undefined : end), column));
    return true;
  }

  /** The beginning of the grapheme before the cursor. */
  get before(): number {
    return this.cursor === 0 ? 0 : graphemeBefore(this.text, this.cursor);
  }

  /** The end of the grapheme at the cursor. */
  get after(): number {
    return graphemeAfter(this.text, this.cursor);
  }

  /** Where the word before the cursor begins. */
  wordBefore(inWord: RegExp = letterOrDigit): number {
    let at = this.cursor;
    const skip = (wanted: boolean): void => {
      while (at > 0) {
        const length = /[\udc00-\udfff]/.test(this.text[at - 1]) && at > 1 ? 2 : 1;
        if (inWord.test(this.text.slice(at - length, at)) !== wanted) return;
        at -= length;
      }
    };
    skip(false);
    skip(true);
    return at;
  }

  /** Where the word after the cursor ends. */
  get wordAfter(): number {
    const found = /^[^\p{L}\p{N}\p{M}_]*[\p{L}\p{N}\p{M}_]+/u.exec(this.text.slice(this.cursor));
    return found === null ? this.text.length : this.cursor + found[0].length;
  }

  /** Deletes from the cursor to another place. */
  delete(to: number): void {
    this.splice(Math.min(this.cursor, to), Math.max(this.cursor, to), "");
    this.last = undefined;
  }

  /** Deletes from the cursor to another place, and keeps what was deleted. */
  kill(to: number): void {
    const [from, end] = [Math.min(this.cursor, to), Math.max(this.cursor, to)];
    if (from === end) return;
    const text = this.text.slice(from, end);
    const isContinued = this.last === "kill";
    killed = !isContinued ? text : to < this.cursor ? text + killed : killed + text;
    this.splice(from, end, "", isContinued);
    this.last = "kill";
  }

  /** Inserts what was killed last. */
  yank(): void {
    this.splice(this.cursor, this.cursor, killed);
    this.last = undefined;
  }

  /** Exchanges the graphemes beside the cursor; at the end the last two. */
  transpose(): void {
    const at = this.cursor === this.lineEnd ? this.before : this.cursor;
    if (at <= this.lineStart) return;
    const [start, end] = [graphemeBefore(this.text, at), graphemeAfter(this.text, at)];
    const exchanged = this.text.slice(at, end) + this.text.slice(start, at);
    this.change(this.text.slice(0, start) + exchanged + this.text.slice(end), end);
  }

  /** Takes the last change back. */
  undo(): void {
    this.state = this.undoable.pop() ?? this.state;
    this.last = undefined;
  }

  private splice(from: number, to: number, text: string, isContinued = false): void {
    const { text: all } = this;
    this.change(all.slice(0, from) + text + all.slice(to), from + text.length, isContinued);
  }

  private change(text: string, cursor: number, isContinued = false): void {
    if (text !== this.text && !isContinued) this.undoable.push(this.state);
    if (this.undoable.length > mostUndo) this.undoable.shift();
    this.state = { text, cursor: this.snap(text, cursor) };
    this.last = undefined;
  }

  /** The nearest place between graphemes, to the right: what is inserted may join what follows it. */
  private snap(text: string, cursor: number): number {
    const at = Math.max(0, Math.min(cursor, text.length));
    return at === 0 ? 0 : graphemeAfter(text, at - 1);
  }
}

/** Where the line of a position begins. */
function lineStartAt(text: string, position: number): number {
  return position === 0 ? 0 : text.lastIndexOf("\n", position - 1) + 1;
}

/** The position in a line after so many cells. */
function positionAt(line: string, cells: number): number {
  let position = 0;
  let passed = 0;
  for (const { text, most } of glyphs(line)) {
    if (passed >= cells) break;
    position += text.length;
    passed += most;
  }
  return position;
}
