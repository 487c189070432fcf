import { nearest } from "../common/nearest.ts";
import { aliasOf, type Definitions, isPositional } from "./definitions.ts";

/** The most flags that are suggested at once. */
const most = 3;

/**
 * What to do about a flag that does not exist: "did you mean --temp?", or where the flags are listed.
 * @param flag as it was given, with its dashes and without a value
 * @param name the command's name
 */
export function suggestFlag(flag: string, definitions: Definitions, name: string): string {
  const flags = Object.entries(definitions).filter(([, definition]) => !isPositional(definition));
  const word = flag.replace(/^-+/, "");
  const names = flags.map(([each]) => each);
  const byLetter = flags.filter(([, definition]) => aliasOf(definition) === word).map(() => `-${word}`);
  const byName = similar(word, names).map((each) => `--${each}`);
  // A flag of one letter is as likely to be another letter as any
  const meant = word.length > 1 ? byName : flag.startsWith("--") ? byLetter : [];
  if (meant.length === 0 || meant.length > most) return `see ${name} --help`;
  return `did you mean ${meant.join(" or ")}?`;
}

/**
 * The names that a word may stand for: those that it abbreviates, otherwise the nearest in spelling, otherwise the longest
 * one that it begins with, as in --temprature.
 */
function similar(word: string, names: readonly string[]): readonly string[] {
  const longer = names.filter((name) => name.startsWith(word));
  if (longer.length > 0) return longer;
  const close = nearest(word, names);
  if (close !== undefined) return [close];
  const shorter = names.filter((name) => name.length > 2 && word.startsWith(name));
  return shorter.sort((a, b) => b.length - a.length).slice(0, 1);
}
