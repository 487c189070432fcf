/** What a cell shows. A wide character has a second cell, which is empty. */
type Cell = string;

interface Line {
  cells: Cell[];
  /** Whether the terminal itself broke the row here. */
  isWrapped: boolean;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const withoutWidth = /^[\p{Mn}\p{Me}\p{Cf}\u{1160}-\u{11ff}]$/u;

/**
 * A small terminal: what is written to it, and the screen that comes of it. It knows the control sequences that the
 * program writes, and collects all others.
 */
export class Emulator {
  row = 0;
  column = 0;
  /** Rows that have left the screen at the top. */
  readonly scrolled: string[] = [];
  /** Control sequences that it does not know. */
  readonly unknown: string[] = [];
  private lines: Line[];
  private saved = { row: 0, column: 0 };
  private wraps = true;
  /** Behind the last column: the next character goes to the next row. */
  private isWaiting = false;
  private pending = "";

  /** @param joins whether it shows what belongs together as one character, as 👩‍🚀; otherwise each code point by itself */
  constructor(
    public columns: number,
    public rows: number,
    private readonly joins = true,
  ) {
    this.lines = Array.from({ length: rows }, emptyLine);
  }

  /** The rows of the screen, without the spaces at their ends. */
  get screen(): string[] {
    return this.lines.map(({ cells }) => cells.join("").trimEnd());
  }

  /** What the row of the cursor shows before it. */
  get beforeCursor(): string {
    const cells = this.lines[this.row].cells.slice(0, this.column);
    return Array.from({ length: this.column }, (_, index) => cells[index] ?? " ").join("");
  }

  write(text: string): void {
    let rest = this.pending + text;
    this.pending = "";
    while (rest !== "") {
      if (/^\x1b(\[[0-?]*)?$/.test(rest)) {
        this.pending = rest;
        return;
      }
      const sequence = /^\x1b(?:\[([0-?]*)([@-~])|([^[]))/.exec(rest)?.[0];
      const run =
        sequence ?? /^[\x00-\x1f\x7f]/.exec(rest)?.[0] ?? /^[^\x00-\x1f\x7f]+/.exec(rest)?.[0] ?? rest;
      if (sequence !== undefined) this.obey(sequence);
      else if (run.length === 1 && run < " ") this.control(run);
      else this.print(run);
      rest = rest.slice(run.length);
    }
  }

  /** Gives the window another size. Rows that no longer fit are broken, and those that were broken are joined. */
  resize(columns: number, rows: number): void {
    const whole: Cell[][] = [];
    let cursor = { line: 0, offset: 0 };
    let isContinued = false;
    for (const [index, { cells, isWrapped }] of this.lines.entries()) {
      if (!isContinued) whole.push([]);
      const line = whole[whole.length - 1];
      if (index === this.row) cursor = { line: whole.length - 1, offset: line.length + this.column };
      line.push(...cells);
      while (isWrapped && line.length % this.columns !== 0) line.push(" ");
      isContinued = isWrapped;
    }
    this.lines = [];
    for (const [index, cells] of whole.entries()) {
      if (index === cursor.line) this.row = this.lines.length + Math.floor(cursor.offset / columns);
      this.lines.push(...breakCells(cells, columns));
    }
    while (this.lines.length <= this.row) this.lines.push(emptyLine());
    while (this.lines.length > rows && this.lines.length - 1 > this.row) this.lines.pop();
    while (this.lines.length > rows) {
      this.scrolled.push(this.lines.shift()?.cells.join("") ?? "");
      this.row--;
    }
    while (this.lines.length < rows) this.lines.push(emptyLine());
    this.column = cursor.offset % columns;
    this.columns = columns;
    this.rows = rows;
    this.isWaiting = false;
  }

  private obey(sequence: string): void {
    const [, parameters = "", final = "", single = ""] =
      /^\x1b(?:\[([0-?]*)([@-~])|(.))$/s.exec(sequence) ?? [];
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    if (final !== "m") this.isWaiting = false;
    switch (single + final) {
      case "A":
        this.row = Math.max(0, this.row - count);
        break;
      case "B":
        this.row = Math.min(this.rows - 1, this.row + count);
        break;
      case "C":
        this.column = Math.min(this.columns - 1, this.column + count);
        break;
      case "D":
        if (single === "D") this.lineFeed();
        else this.column = Math.max(0, this.column - count);
        break;
      case "H":
        [this.row, this.column] = [0, 0];
        break;
      case "J":
        if (parameters === "2") this.lines = Array.from({ length: this.rows }, emptyLine);
        else {
          this.erase(this.row, this.column);
          for (let row = this.row + 1; row < this.rows; row++) this.lines[row] = emptyLine();
        }
        break;
      case "K":
        this.erase(this.row, this.column);
        break;
      case "7":
        this.saved = { row: this.row, column: this.column };
        break;
      case "8":
        [this.row, this.column] = [this.saved.row, this.saved.column];
        break;
      case "h":
      case "l":
        if (parameters === "?7") this.wraps = final === "h";
        else if (parameters !== "?2004") this.unknown.push(sequence);
        break;
      case "m":
        break;
      default:
        this.unknown.push(sequence);
    }
  }

  private control(character: string): void {
    this.isWaiting = false;
    if (character === "\n") this.lineFeed();
    else if (character === "\r") this.column = 0;
    else if (character === "\b") this.column = Math.max(0, this.column - 1);
    else if (character === "\t")
      this.column = Math.min(this.columns - 1, (Math.floor(this.column / 8) + 1) * 8);
    else this.unknown.push(character);
  }

  private print(text: string): void {
    const parts = this.joins
      ? Array.from(segmenter.segment(text), ({ segment }) => segment)
      : Array.from(text);
    for (const part of parts) {
      // A grapheme of any length is shown as two cells at most; what is beyond that stands by itself
      if (this.joins && this.widthOf(part) > 2) for (const character of part) this.put(character);
      else this.put(part);
    }
  }

  private put(part: string): void {
    const width = this.widthOf(part);
    const { cells } = this.lines[this.row];
    if (width === 0) {
      const before = this.isWaiting ? this.columns - 1 : this.column - 1;
      if (before >= 0) cells[before] = (cells[before] ?? " ") + part;
      return;
    }
    if (this.isWaiting || this.column + width > this.columns) {
      if (this.wraps) {
        this.lines[this.row].isWrapped = true;
        this.lineFeed();
        this.column = 0;
      } else {
        this.column = Math.max(0, this.columns - width);
      }
      this.isWaiting = false;
    }
    const line = this.lines[this.row].cells;
    while (line.length < this.column) line.push(" ");
    line[this.column] = part;
    if (width === 2) line[this.column + 1] = "";
    this.column += width;
    if (this.column < this.columns) return;
    this.column = this.columns - 1;
    this.isWaiting = this.wraps;
  }

  /** Cells of a code point, or of what belongs together. */
  private widthOf(part: string): number {
    const characters = Array.from(part);
    const sum = characters.reduce(
      (total, each) => total + (withoutWidth.test(each) ? 0 : wide.test(each) ? 2 : 1),
      0,
    );
    if (characters.length === 1 || !this.joins) return sum;
    const isPicture = /^\p{Emoji}\ufe0f/u.test(part);
    const isOne = isPicture || part.includes("\u200d") || /^\p{RI}/u.test(part) || isToned(characters);
    return isOne ? Math.min(2, Math.max(sum, isPicture ? 2 : 0)) : sum;
  }

  private lineFeed(): void {
    if (this.row < this.rows - 1) {
      this.row++;
      return;
    }
    this.scrolled.push(this.lines[0].cells.join("").trimEnd());
    this.lines.shift();
    this.lines.push(emptyLine());
  }

  private erase(row: number, column: number): void {
    this.lines[row].cells.length = Math.min(this.lines[row].cells.length, column);
    this.lines[row].isWrapped = false;
  }
}

function isToned(characters: readonly string[]): boolean {
  return (
    characters.length === 2 &&
    /^\p{Emoji_Modifier}$/u.test(characters[1]) &&
    !/^\p{Emoji_Modifier}$/u.test(characters[0])
  );
}

function emptyLine(): Line {
  return { cells: [], isWrapped: false };
}

function breakCells(cells: readonly Cell[], columns: number): Line[] {
  const lines: Line[] = [];
  let rest = [...cells];
  while (rest.length > columns) {
    lines.push({ cells: rest.slice(0, columns), isWrapped: true });
    rest = rest.slice(columns);
  }
  lines.push({ cells: rest, isWrapped: false });
  return lines;
}
