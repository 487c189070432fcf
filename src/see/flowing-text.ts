import { glyphs } from "./cells.ts";
import { showToken } from "./token-text.ts";

/** A part of a text that is shown in a style of its own. */
export interface Piece {
  readonly text: string;
  readonly style: (text: string) => string;
  /** What is written behind it. */
  readonly mark: string;
}

/** What takes a place on a line, and whether a line may end there. */
interface Atom {
  readonly shown: string;
  readonly columns: number;
  readonly style: Piece["style"];
  /** A space is left out where a line is broken; wide characters (Chinese) may stand on either line; an end ends the line. */
  readonly kind: "letter" | "wide" | "space" | "end";
}

/**
 * Text in lines of at most so many columns, broken at spaces where that is possible. A line feed is shown as ↵ and ends its
 * line; of several spaces, and of a piece that is nothing but spaces, each is shown as ·.
 */
export function flow(pieces: readonly Piece[], columns: number): string[] {
  const text = new FlowingText(columns);
  for (const piece of pieces) for (const atom of atomsOf(piece)) text.add(atom);
  return text.end();
}

class FlowingText {
  private readonly lines: string[] = [];
  private line: Atom[] = [];
  private word: Atom[] = [];
  private space: Atom | undefined;

  constructor(private readonly columns: number) {}

  add(atom: Atom): void {
    if (atom.kind === "space") {
      this.endWord();
      this.space = atom;
    } else if (atom.kind === "wide") {
      this.endWord();
      this.word = [atom];
      this.endWord();
    } else {
      this.word.push(atom);
      if (atom.kind === "end") this.endLine();
    }
  }

  end(): string[] {
    this.endWord();
    if (this.line.length > 0) this.breakLine();
    return this.lines;
  }

  private endLine(): void {
    this.endWord();
    this.breakLine();
  }

  private endWord(): void {
    const { word, space } = this;
    if (word.length === 0) return;
    this.word = [];
    this.space = undefined;
    const spaces = space === undefined ? [] : [space];
    const used = columnsOf([...this.line, ...spaces]);
    if (used + columnsOf(word) <= this.columns) {
      this.line.push(...spaces, ...word);
      return;
    }
    if (this.line.length > 0) this.breakLine();
    for (const atom of word) {
      if (columnsOf(this.line) + atom.columns > this.columns) this.breakLine();
      this.line.push(atom);
    }
  }

  private breakLine(): void {
    let styled = "";
    let run = "";
    for (const [n, { shown, style }] of this.line.entries()) {
      run += shown;
      if (style === this.line[n + 1]?.style) continue;
      styled += style(run);
      run = "";
    }
    this.lines.push(styled);
    this.line = [];
  }
}

function columnsOf(atoms: readonly Atom[]): number {
  return atoms.reduce((sum, { columns }) => sum + columns, 0);
}

function plain(text: string): string {
  return text;
}

function atomsOf({ text, style, mark }: Piece): Atom[] {
  const letters = (shown: string): Atom[] =>
    glyphs(showToken(shown)).map(({ glyph, columns }) => {
      return { shown: glyph, columns, style, kind: columns > 1 ? "wide" : "letter" };
    });
  const isSpace = /^ +$/.test(text);
  const parts = text.match(/\n| +|[^\n ]+/g) ?? [];
  const atoms = parts.flatMap((part): Atom[] => {
    if (part === "\n") return [{ shown: "↵", columns: 1, style, kind: "end" }];
    if (part === " " && !isSpace) return [{ shown: " ", columns: 1, style: plain, kind: "space" }];
    return letters(part);
  });
  if (mark === "") return atoms;
  const marks = letters(mark);
  const last = atoms.findLastIndex(({ kind }) => kind !== "end");
  // Of nothing but line ends the mark stands before the first
  return [...atoms.slice(0, last + 1), ...marks, ...atoms.slice(last + 1)];
}
