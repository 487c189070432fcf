import { appendFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { replaceFile } from "../common/replace-file.ts";

/** Texts that were typed before. */
export interface History {
  /** The newest first. */
  readonly lines: readonly string[];
  add(text: string): void;
}

/** How many texts are remembered. */
const most = 1000;
/** Longer texts are remembered only until the program ends, characters. */
const longest = 20_000;

/**
 * The history of earlier runs, which goes on: a file with a text a line, as JSON strings since a text may have several
 * lines. Each is appended at once, so that two programs at a time do not lose each other's. Only its owner may read it.
 * Nothing that goes wrong with the file disturbs: the history then lives as long as the program.
 * @param path undefined: without a file
 * @param onProblem told once what went wrong
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
  if (path === undefined) onProblem("there is no home folder to keep them in");
  attempt((there) => {
    const stored = readHistory(there);
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
      attempt((there) => {
        mkdirSync(dirname(there), { recursive: true, mode: 0o700 });
        appendFileSync(there, `${lineEnd}${JSON.stringify(text)}\n`, { mode: 0o600 });
        lineEnd = "";
      });
    },
  };
}

function readHistory(path: string): { lines: string[]; isCutOff: boolean } {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) return { lines: [], isCutOff: false };
  if (!there.isFile()) throw new Error(`${path} is not a file`);
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
    return typeof text === "string" ? [text] : [];
  } catch {
    return [];
  }
}
