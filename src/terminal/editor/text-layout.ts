import { graphemeAfter, mostCells } from "../glyphs.ts";
import { breakLine, type Row, rowOf, shownBefore } from "../rows.ts";
import type { View } from "./edit-area.ts";

/** What is shown before the second and later lines of a text. */
const nextLine = "... ";

/** A text behind a question. */
interface Asked {
  readonly question: string;
  /** Colours the question, and the marks before the lines. */
  readonly style?: (text: string) => string;
  readonly text: string;
  readonly cursor: number;
  /** Cells of a row. */
  readonly width: number;
}

/** A text and its question in rows, and the place of the cursor among them. */
interface Layout {
  readonly rows: readonly { readonly plain: string; readonly styled: string }[];
  readonly place: Omit<View, "rows">;
}

/** Breaks a text behind a question into rows. Lines that have not changed since the last time are not broken again. */
export class TextLayout {
  private broken = new Map<string, Row[]>();

  lay({ question, style = (text) => text, text, cursor, width }: Asked): Layout {
    const questionRows = breakLine(question, width).map((row) => row.text);
    const last = questionRows[questionRows.length - 1];
    // A question that leaves no room has rows of its own
    const isNarrow = width - mostCells(last) < Math.min(10, width / 2);
    const rows = questionRows
      .slice(0, isNarrow ? undefined : -1)
      .map((plain) => ({ plain, styled: style(plain) }));
    const prefixes = [isNarrow ? "" : last, width < 4 * nextLine.length ? "" : nextLine];
    const styled = (prefix: string): string => (prefix === "" ? "" : style(prefix));
    const broken = new Map<string, Row[]>();
    let place: Layout["place"] = { row: 0, before: "" };
    let start = 0;
    for (const [index, line] of text.split("\n").entries()) {
      const prefix = prefixes[Math.min(index, 1)];
      const first = width - mostCells(prefix);
      const key = `${first} ${width} ${line}`;
      const lineRows = this.broken.get(key) ?? breakLine(line, width, first);
      broken.set(key, lineRows);
      const position = cursor - start;
      if (position >= 0 && position <= line.length) {
        const at = rowOf(lineRows, position);
        const before = shownBefore(lineRows[at], line, position);
        const plainPrefix = at === 0 ? prefix : "";
        const cells = cellsIfJoined(plainPrefix + before, plainPrefix + lineRows[at].text);
        place = { row: rows.length + at, before: styled(plainPrefix) + before, cells };
      }
      for (const [at, row] of lineRows.entries()) {
        const plainPrefix = at === 0 ? prefix : "";
        rows.push({ plain: plainPrefix + row.text, styled: styled(plainPrefix) + row.text });
      }
      start += line.length + 1;
    }
    this.broken = broken;
    return { rows, place };
  }
}

/** The cells before the cursor, if a terminal may join the characters on both sides of it. */
function cellsIfJoined(before: string, row: string): number | undefined {
  const isApart = before === "" || graphemeAfter(row, before.length - 1) === before.length;
  return isApart ? undefined : mostCells(before);
}
