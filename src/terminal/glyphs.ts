const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The most cells of an emoji that is in use: two people with skin tones, a heart and a kiss. */
const longest = 12;

/** What a reader sees as one character (a grapheme), or a part of it if it takes more than two cells. */
export interface Glyph {
  readonly text: string;
  /** Cells in a terminal that joins everything that belongs together, as 👩‍🚀. */
  readonly width: number;
  /** Cells in a terminal that shows each code point by itself, or `width` if that is more. */
  readonly most: number;
}

/** Divides a text without control characters into glyphs. A tab is a glyph without a width. */
export function glyphs(text: string): Glyph[] {
  if (/^[ -~]*$/.test(text)) return Array.from(text, (letter) => ({ text: letter, width: 1, most: 1 }));
  const found: Glyph[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const glyph = measure(segment);
    // A grapheme has no longest length: a run of skin tones is one, and takes more than a row
    if (glyph.width > 2 || glyph.most > longest) found.push(...Array.from(segment, measure));
    else found.push(glyph);
  }
  return found;
}

/** The most cells that a text without tabs takes. */
export function mostCells(text: string): number {
  return glyphs(text).reduce((sum, { most }) => sum + most, 0);
}

/** A text without tabs, cut off if it takes more cells. */
export function cutToCells(text: string, cells: number): string {
  if (cells < 1 || mostCells(text) <= cells) return cells < 1 ? "" : text;
  let shown = "";
  let room = cells - 1;
  for (const glyph of glyphs(text)) {
    room -= glyph.most;
    if (room < 0) break;
    shown += glyph.text;
  }
  return `${shown}…`;
}

/** Where the grapheme that begins before a position in a text begins. */
export function graphemeBefore(text: string, position: number): number {
  return segmenter.segment(text).containing(position - 1)?.index ?? 0;
}

/** Where the grapheme at a position in a text ends. */
export function graphemeAfter(text: string, position: number): number {
  const found = segmenter.segment(text).containing(position);
  return found === undefined ? text.length : found.index + found.segment.length;
}

/**
 * Whether a row may end between two glyphs: after spaces, and beside characters that take two cells (Chinese, Japanese,
 * emoji), but not before a closing mark or after an opening one.
 */
export function mayBreak(before: Glyph, after: Glyph): boolean {
  if (isSpace(after)) return false;
  if (isSpace(before)) return true;
  if (before.most < 2 && after.most < 2) return false;
  return (
    !/^[\p{Pe}\p{Pf}\p{Po}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々]/u.test(after.text) &&
    !/^[\p{Ps}\p{Pi}]/u.test(before.text)
  );
}

export function isSpace({ text }: Glyph): boolean {
  return text === " " || text === "\t" || text === "\u3000";
}

function measure(text: string): Glyph {
  const width = Bun.stringWidth(text);
  const most = Array.from(text, codePointWidth).reduce((sum, each) => sum + each, 0);
  return { text, width, most: Math.max(width, most) };
}

/**
 * The most cells of a code point by itself. Bun counts spacing marks (such as Tamil's vowel signs) as part of the letter,
 * and half of a flag as one cell; some terminals do not.
 */
function codePointWidth(character: string): number {
  if (/^\p{Mc}$/u.test(character)) return 1;
  return /^\p{RI}$/u.test(character) ? 2 : Bun.stringWidth(character);
}
