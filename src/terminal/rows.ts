import { type Glyph, glyphs, isSpace, mayBreak } from "./glyphs.ts";

/** A row of a text that is broken to fit the screen. */
export interface Row {
  /** What is shown: tabs are spaces. */
  readonly text: string;
  /** The part of the text that it shows, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

const tabStop = 8;

/**
 * Breaks a line into rows, at words where that is possible; a word that is longer than a row is broken anywhere. A space
 * that no longer fits stays at the end of its row and is not shown.
 * @param line without line feeds and other control characters, except tabs
 * @param width cells of a row, at least 2
 * @param first cells of the first row, if it has fewer
 * @returns at least one row
 */
export function breakLine(line: string, width: number, first: number = width): Row[] {
  const rows: Row[] = [];
  let row = new GrowingRow(0);
  let room = first;
  const end = (): void => {
    rows.push(row.done());
    room = width;
  };
  const all = glyphs(line);
  for (const [index, glyph] of all.entries()) {
    if (index > 0 && mayBreak(all[index - 1], glyph)) row.mark();
    if (row.fits(glyph, room) || row.isEmpty) {
      row.add(glyph);
    } else if (isSpace(glyph)) {
      row.hang(glyph);
      end();
      row = new GrowingRow(row.to);
    } else {
      const isWhole = row.cellsAfterMark + cellsOfWord(all, index, width) <= width;
      const rest = row.split(isWhole);
      end();
      row = rest;
      row.add(glyph);
    }
  }
  rows.push(row.done());
  return rows;
}

/** The cells of the rest of a word, as far as it matters whether they are more than `most`. */
function cellsOfWord(all: readonly Glyph[], from: number, most: number): number {
  let cells = all[from].most;
  for (let at = from + 1; at < all.length && cells <= most && !endsBetween(all[at - 1], all[at]); at++) {
    cells += all[at].most;
  }
  return cells;
}

function endsBetween(before: Glyph, after: Glyph): boolean {
  return isSpace(after) || mayBreak(before, after);
}

/** Breaks a text into rows of at most `width` cells, at words where that is possible. */
export function wrapText(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => breakLine(line, width).map((row) => row.text.trimEnd()))
    .join("\n");
}

/** The place of a position in a text among the rows of its line. Between two rows it is the beginning of the second. */
export function rowOf(rows: readonly Row[], position: number): number {
  return Math.max(
    0,
    rows.findLastIndex(({ from }) => from <= position),
  );
}

/** What a row shows before a position in the text. */
export function shownBefore(row: Row, line: string, position: number): string {
  const shown = new GrowingRow(row.from);
  for (const glyph of glyphs(line.slice(row.from, Math.max(row.from, position)))) shown.add(glyph);
  // A space that hangs behind the row is not shown
  return shown.done().text.slice(0, row.text.length);
}

/** A row that is being filled. */
class GrowingRow {
  private glyphs: Glyph[] = [];
  private cells = 0;
  /** How many glyphs there are before the last place where the row may end. */
  private marked = 0;
  private hanging = 0;

  constructor(private readonly from: number) {}

  get isEmpty(): boolean {
    return this.glyphs.length === 0;
  }

  get to(): number {
    return this.glyphs.reduce((sum, { text }) => sum + text.length, this.from) + this.hanging;
  }

  fits(glyph: Glyph, room: number): boolean {
    return this.cells + this.cellsOf(glyph) <= room;
  }

  add(glyph: Glyph): void {
    this.cells += this.cellsOf(glyph);
    this.glyphs.push(glyph);
  }

  /** Takes a space that is not shown. */
  hang({ text }: Glyph): void {
    this.hanging += text.length;
  }

  /** The row may end here. */
  mark(): void {
    this.marked = this.glyphs.length;
  }

  /** Cells of the part after the last mark. */
  get cellsAfterMark(): number {
    return this.glyphs.slice(this.marked).reduce((sum, { most }) => sum + most, 0);
  }

  /** Ends the row at the last mark, if there is one and it is wanted, or here. @returns the next row, with what is left */
  split(atMark: boolean): GrowingRow {
    const rest = this.glyphs.splice(atMark && this.marked > 0 ? this.marked : this.glyphs.length);
    const next = new GrowingRow(this.to);
    for (const glyph of rest) next.add(glyph);
    return next;
  }

  done(): Row {
    let text = "";
    let column = 0;
    for (const glyph of this.glyphs) {
      const cells = glyph.text === "\t" ? tabStop - (column % tabStop) : glyph.most;
      text += glyph.text === "\t" ? " ".repeat(cells) : glyph.text;
      column += cells;
    }
    return { text, from: this.from, to: this.to };
  }

  private cellsOf(glyph: Glyph): number {
    return glyph.text === "\t" ? tabStop - (this.cells % tabStop) : glyph.most;
  }
}
