/** Where a line editor draws: a terminal, or a test. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
}

/** What an edit area shows. */
export interface View {
  /** At most as many as the screen has, each with fewer cells than the screen has columns. Colours are allowed. */
  readonly rows: readonly string[];
  /** The row of the cursor. */
  readonly row: number;
  /** What that row shows before the cursor. */
  readonly before: string;
  /** Set if a terminal may join the characters on both sides of the cursor: then it is moved over so many cells instead. */
  readonly cells?: number;
}

/** Behind the last column a character overwrites the one there: however wide the terminal thinks that it is, it stays in its row. */
const noWrap = "\x1b[?7l";
const wrap = "\x1b[?7h";
const eraseRow = "\x1b[K";
const eraseBelow = "\x1b[J";

/**
 * Rows on the screen that are drawn again whenever they change, from the row where the cursor was at first. Only rows
 * that differ are written. At the end the part of its row before the cursor is written again, so that the cursor is after it
 * whatever widths the terminal gives to the characters.
 */
export class EditArea {
  /** What was drawn last. */
  private drawn: View | undefined;
  /** Rows above the cursor that belong to the area although nothing is known of them: the window was resized. */
  private stale = 0;

  constructor(private readonly screen: Screen) {}

  draw(view: View): void {
    const { drawn } = this;
    const out = [noWrap, "\r", up(drawn?.row ?? this.stale)];
    if (drawn === undefined) out.push(eraseBelow);
    for (const [index, row] of view.rows.entries()) {
      if (index > 0) out.push("\r\n");
      if (row !== drawn?.rows[index]) out.push(row, eraseRow);
    }
    if (drawn !== undefined && drawn.rows.length > view.rows.length) out.push("\r\n", eraseBelow, up(1));
    const { rows, row, before, cells } = view;
    out.push(up(rows.length - 1 - row), "\r", cells === undefined ? before : right(cells), wrap);
    this.screen.write(out.join(""));
    this.drawn = view;
    this.stale = 0;
  }

  /** Leaves what is drawn on the screen, with the cursor in the row below. */
  leave(): void {
    if (this.drawn !== undefined) {
      const below = this.drawn.rows.length - 1 - this.drawn.row;
      this.screen.write(`${down(below)}\r\n`);
    }
    this.forget();
  }

  /** The cursor is at the start of an empty row now, and what was drawn is no longer part of the area. */
  forget(): void {
    this.drawn = undefined;
    this.stale = 0;
  }

  /** Empties the screen. */
  clear(): void {
    this.screen.write("\x1b[H\x1b[2J");
    this.forget();
  }

  /** The window has another width. Terminals break rows that no longer fit: those above the cursor are to be erased too. */
  resize(): void {
    if (this.drawn === undefined) return;
    const columns = Math.max(1, this.screen.columns);
    const { rows, row, before } = this.drawn;
    const above = rows
      .slice(0, row)
      .reduce((sum, text) => sum + Math.max(1, Math.ceil(Bun.stringWidth(text) / columns)), 0);
    this.forget();
    this.stale = above + Math.floor(Bun.stringWidth(before) / columns);
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}

function right(cells: number): string {
  return cells > 0 ? `\x1b[${cells}C` : "";
}

function down(rows: number): string {
  return rows > 0 ? `\x1b[${rows}B` : "";
}
