import { type Glyph, glyphs, graphemeAfter, isSpace, mayBreak } from "./glyphs.ts";
import { timesStopped } from "./job-control.ts";

/** A colour, as picocolors writes it: it takes no cell. */
const colour = /(\x1b\[[0-9;]*m)/;

/**
 * Characters that take the same number of cells on all terminals, with combining marks. Emoji and the scripts of India do
 * not.
 */
const isCertain =
  /^[\u0020-\u08ff\u1e00-\u200a\u2010-\u2027\u2030-\u205e\u2070-\u218f\u2460-\u25ff\u2c00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uffef]\p{Mn}*$/u;

const tabStop = 8;

/**
 * Breaks a text that arrives in pieces into rows, at words where that is possible. Each piece is shown immediately: a word
 * that turns out not to fit is erased and goes to the next row. The last column stays empty, because terminals differ in
 * where the cursor is after it.
 */
export class WordWrap {
  /** Cells that the row may have taken by now. */
  private column: number;
  /** What the row shows. */
  private row = "";
  /** The part of the row since the last place where it may end, its cells, and those of the spaces before it. */
  private word = "";
  private wordCells = 0;
  private gap = 0;
  /** Whether all terminals agree on the cells of the word. */
  private isWordCertain = true;
  private last: Glyph | undefined;
  private stops = timesStopped();

  /** @param column cells of the row that are taken already */
  constructor(column = 0) {
    this.column = column;
  }

  /**
   * @param text the next piece, without control sequences except colours
   * @param columns of the terminal now
   * @returns what to write
   */
  push(text: string, columns: number): string {
    const out = new Out();
    // A shell wrote to the terminal while the program was stopped
    if (this.stops !== timesStopped()) out.add(this.row);
    this.stops = timesStopped();
    // The window has become narrower, and the terminal broke the row
    if (this.column >= columns) this.startWord(this.column % columns);
    for (const part of text.split(colour)) {
      if (part.startsWith("\x1b")) this.put(out, part);
      else this.pushText(out, part, Math.max(2, columns - 1));
    }
    return out.text;
  }

  private pushText(out: Out, text: string, limit: number): void {
    const rest = this.extendLast(out, text);
    for (const [index, line] of rest.split("\n").entries()) {
      if (index > 0) this.breakRow(out);
      for (const glyph of glyphs(line)) this.pushGlyph(out, glyph, limit);
    }
  }

  /** Shows what belongs to the last glyph: accents, skin tones, what a joiner joins to it. @returns the rest of the text */
  private extendLast(out: Out, text: string): string {
    if (this.last === undefined || text === "" || /^[ -~\n\t]/.test(text)) return text;
    const { text: before, most } = this.last;
    const length = graphemeAfter(before + text, 0) - before.length;
    if (length <= 0) return text;
    const joined = glyphs(before + text.slice(0, length)).reduce((sum, glyph) => sum + glyph.most, 0);
    this.last = { ...this.last, text: before + text.slice(0, length) };
    this.put(out, text.slice(0, length));
    if (this.word !== "") this.word += text.slice(0, length);
    this.take(joined - most);
    this.isWordCertain = false;
    return text.slice(length);
  }

  private pushGlyph(out: Out, glyph: Glyph, limit: number): void {
    const { last } = this;
    this.last = glyph;
    if (glyph.text === "\t") {
      const stop = Math.min(limit, this.column + tabStop - (this.column % tabStop));
      this.put(out, glyph.text);
      this.startWord(stop);
      return;
    }
    if (isSpace(glyph)) {
      if (this.word !== "") this.startWord(this.column);
      // One that no longer fits would be the first of the next row
      if (this.column + glyph.most > limit) return;
      this.put(out, glyph.text);
      this.column += glyph.most;
      this.gap += glyph.most;
      return;
    }
    const isSure = isCertain.test(glyph.text);
    if (last !== undefined && this.word !== "" && (mayBreak(last, glyph) || !isSure))
      this.startWord(this.column);
    if (this.column + glyph.most > limit) this.breakBefore(out, glyph, limit);
    if (this.word === "") out.mark(this.gap);
    this.put(out, glyph.text);
    this.word += glyph.text;
    this.isWordCertain &&= isSure;
    this.take(glyph.most);
  }

  /** Ends the row before the word, or within it if that would not help. */
  private breakBefore(out: Out, glyph: Glyph, limit: number): void {
    const { word, wordCells, gap } = this;
    const isMovable = word !== "" && wordCells < this.column && wordCells + glyph.most <= limit;
    if (isMovable && out.isMarked) {
      out.cutAtMark();
    } else if (isMovable && this.isWordCertain) {
      out.add(`\x1b[${wordCells + gap}D\x1b[K`);
    } else {
      this.breakRow(out);
      return;
    }
    this.breakRow(out);
    this.put(out, word);
    this.word = word;
    this.take(wordCells);
  }

  private breakRow(out: Out): void {
    out.add("\n");
    this.row = "";
    this.last = undefined;
    this.startWord(0);
  }

  private startWord(column: number): void {
    this.column = column;
    this.word = "";
    this.wordCells = 0;
    this.gap = 0;
    this.isWordCertain = true;
  }

  private take(cells: number): void {
    this.column += cells;
    this.wordCells += cells;
  }

  private put(out: Out, text: string): void {
    out.add(text);
    this.row += text;
  }
}

/** What is to be written, of which the last word can be taken back. */
class Out {
  text = "";
  private marked: number | undefined;

  get isMarked(): boolean {
    return this.marked !== undefined;
  }

  add(text: string): void {
    this.text += text;
  }

  /** A word begins here. @param gap the spaces before it */
  mark(gap: number): void {
    const spaces = /[ \u3000]*$/.exec(this.text)?.[0].length ?? 0;
    this.marked = spaces >= gap ? this.text.length - spaces : undefined;
  }

  cutAtMark(): void {
    this.text = this.text.slice(0, this.marked);
    this.marked = undefined;
  }
}
