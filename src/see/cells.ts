const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters of a text as a person sees them, each with the columns that it takes at a terminal. */
export function glyphs(text: string): { glyph: string; columns: number }[] {
  return Array.from(graphemes.segment(text), ({ segment }) => {
    return { glyph: segment, columns: Bun.stringWidth(segment) };
  });
}

/** The columns that a text takes; control sequences of colours take none. */
export function columnsOf(text: string): number {
  return Bun.stringWidth(text);
}

/** A text without colours that takes at most so many columns: a longer one ends in "…". */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = "";
  let at = 0;
  for (const { glyph, columns: width } of glyphs(text)) {
    if (at + width > columns - 1) break;
    kept += glyph;
    at += width;
  }
  return columns < 1 ? "" : `${kept}…`;
}

/** A text with spaces behind it, so that it takes so many columns. */
export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** A text with spaces before it, so that it takes so many columns. */
export function padStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** A text cut or padded to exactly so many columns. */
export function fit(text: string, columns: number): string {
  return padEnd(cut(text, columns), columns);
}

/**
 * A text broken at spaces into lines of at most so many columns; a word that is longer is broken too.
 * @param indent what each line begins with
 */
export function wrap(text: string, columns: number, indent = ""): string[] {
  const most = Math.max(1, columns - columnsOf(indent));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => breakWord(each, most))) {
    if (line === "") line = word;
    else if (columnsOf(line) + 1 + columnsOf(word) <= most) line += ` ${word}`;
    else {
      lines.push(indent + line);
      line = word;
    }
  }
  return [...lines, indent + line];
}

function breakWord(word: string, most: number): string[] {
  if (columnsOf(word) <= most) return [word];
  const parts = [""];
  let at = 0;
  for (const { glyph, columns } of glyphs(word)) {
    if (at + columns > most && at > 0) {
      parts.push("");
      at = 0;
    }
    parts[parts.length - 1] += glyph;
    at += columns;
  }
  return parts;
}

/** How a table is laid out. */
export interface TableLayout {
  /** Of each column: to the left, or, for numbers, to the right. */
  readonly align: readonly ("left" | "right")[];
  /** Columns that its lines may take; the last cell of a row is cut to that. */
  readonly width: number;
  /** What each line begins with. */
  readonly indent?: string;
  /** Colours what a cell shows. */
  readonly style?: (cell: string, row: number, column: number) => string;
}

const gap = "  ";

/** Lines of cells without colours, each column as wide as its widest cell. */
export function table(
  rows: readonly (readonly string[])[],
  { align, width, indent = gap, style = (cell) => cell }: TableLayout,
): string[] {
  const widths = align.map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ""))));
  const last = align.length - 1;
  const before = indent.length + widths.slice(0, last).reduce((sum, each) => sum + each + gap.length, 0);
  widths[last] = Math.max(0, Math.min(widths[last], width - before));
  return rows.map((row, n) => {
    const cells = row.map((cell, column) => {
      const shown = cut(cell, widths[column]);
      const styled = style(shown, n, column);
      return align[column] === "right" ? padStart(styled, widths[column]) : padEnd(styled, widths[column]);
    });
    return (indent + cells.join(gap)).trimEnd();
  });
}

/** Puts parts on as few lines as possible, without breaking any. */
export function wrapParts(parts: readonly string[], width: number, indent = gap): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const line = `${lines.at(-1)}   ${part}`;
    if (lines.length > 0 && columnsOf(line) <= width) lines[lines.length - 1] = line;
    else lines.push(indent + part);
  }
  return lines;
}
