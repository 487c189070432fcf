import { cutToCells, mostCells } from "../glyphs.ts";

/** Rows for the words to choose from. */
const mostRows = 6;

/** What Tab may make of a text before the cursor. */
export interface Completion {
  /** Where the part that is completed begins. */
  readonly from: number;
  /** What it may become. */
  readonly words: readonly string[];
}

/** Finds what a text may be completed to. */
export type Completer = (text: string) => Promise<Completion> | Completion;

/**
 * What Tab does.
 * @param typed the part that is completed
 * @param words what it may become
 * @returns what to put in its place, and the words to choose from if it does not decide
 */
export function completePart(
  typed: string,
  words: readonly string[],
): { readonly part: string; readonly choices: readonly string[] } {
  const fitting = words.filter((word) => word.startsWith(typed)).sort();
  if (fitting.length === 0) return { part: typed, choices: [] };
  const part = commonBeginning(fitting);
  return { part, choices: fitting.length === 1 || part !== typed ? [] : fitting };
}

/** The words to choose from, in columns. */
export function listRows(words: readonly string[], width: number): string[] {
  const cells = Math.min(width, Math.max(...words.map(mostCells)) + 2);
  const perRow = Math.max(1, Math.floor(width / cells));
  const rows: string[] = [];
  for (let at = 0; at < words.length; at += perRow) {
    if (rows.length === mostRows) {
      rows.push(`… ${words.length - at} more`);
      break;
    }
    const row = words
      .slice(at, at + perRow)
      .map((word) => word + " ".repeat(Math.max(0, cells - mostCells(word))));
    rows.push(cutToCells(row.join("").trimEnd(), width));
  }
  return rows;
}

/** @param words at least one, in order: what the first and the last have in common, all have */
function commonBeginning(words: readonly string[]): string {
  const [first, last] = [words[0], words[words.length - 1]];
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  // Not half of a surrogate pair
  if (length < first.length && /[\ud800-\udbff]/.test(first[length - 1] ?? "")) length--;
  return first.slice(0, length);
}
