import { appendFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { replaceFile } from "../common/replace-file.ts";
import { printable } from "./visible.ts";

/** Texts that were typed before. */
export interface History {
  /** The newest first. */
  readonly lines: readonly string[];
  add(text: string): void;
}

/** How many texts are kept. */
const most = 1000;
/** Longer texts are kept only until the program ends, UTF-16 units. */
const longest = 20_000;
/** A history file with more bytes was not written by this program. */
const largestFile = 16 * 2 ** 20;

/**
 * The history of earlier runs, continued in this one: a file with a text on each line, as JSON strings since a text may
 * have several lines. Each text is appended at once, so that two programs at a time keep the texts of both. Only the
 * owner may read the file. An error with the file does not disturb: the history then lasts as long as the program.
 * @param path undefined: without a file
 * @param onProblem is called once with what went wrong
 */
export function openHistory(path: string | undefined, onProblem: (message: string) => void): History {
  const lines: string[] = [];
  let file = path;
  const attempt = (work: (path: string) => void): void => {
    if (file === undefined) return;
    try {
      work(file);
    } catch (error) {
      file = undefined;
      onProblem(error instanceof Error ? error.message : String(error));
    }
  };
  let lineEnd = "";
  if (path === undefined) onProblem("there is no home folder to keep it in");
  attempt((existing) => {
    const stored = readHistory(existing);
    lines.push(...stored.lines);
    // The last text may have been cut off by a full disk
    if (stored.isCutOff) lineEnd = "\n";
  });
  return {
    lines,
    add(text) {
      if (text === lines[0]) return;
      lines.unshift(text);
      if (text.length > longest) return;
      attempt((existing) => {
        mkdirSync(dirname(existing), { recursive: true, mode: 0o700 });
        appendFileSync(existing, `${lineEnd}${JSON.stringify(text)}\n`, { mode: 0o600 });
        lineEnd = "";
      });
    },
  };
}

function readHistory(path: string): { lines: string[]; isCutOff: boolean } {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { lines: [], isCutOff: false };
  if (!stats.isFile()) throw new Error(`${path} is not a file`);
  if (stats.size > largestFile) throw new Error(`${path} has ${stats.size} bytes, too many for a history`);
  const text = readFileSync(path, "utf8");
  const stored = text.split("\n").filter((line) => line !== "");
  const kept = stored.slice(-most);
  const isTooLong = stored.length > 2 * most;
  if (isTooLong) replaceFile(path, kept.map((line) => `${line}\n`).join(""), 0o600);
  return { lines: kept.flatMap(parseLine).reverse(), isCutOff: !isTooLong && /[^\n]$/.test(text) };
}

/** A line that is no JSON string is left out. */
function parseLine(line: string): string[] {
  try {
    const text: unknown = JSON.parse(line);
    return typeof text === "string" ? [printable(text)] : [];
  } catch {
    return [];
  }
}
