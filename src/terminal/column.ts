const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const tabStop = 8;

/**
 * The column a terminal's cursor is in after it was shown a text. `columns` itself is a column too: behind the last
 * character of a full row the cursor waits, and only the next character takes it to the next row.
 * @param column where it was before, from 0
 * @param text without control sequences but those of colours
 * @param columns how many the terminal has
 */
export function columnAfter(column: number, text: string, columns: number): number {
  const shown = Bun.stripANSI(text);
  const line = shown.slice(shown.lastIndexOf("\n") + 1);
  let at = line.length < shown.length ? 0 : column;
  for (const { segment } of graphemes.segment(line)) {
    if (segment === "\t") {
      at = Math.min(columns - 1, (Math.floor(at / tabStop) + 1) * tabStop);
    } else {
      const width = Bun.stringWidth(segment);
      at = at + width > columns ? width : at + width;
    }
  }
  return at;
}
