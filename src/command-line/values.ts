import { UsageError } from "../common/errors.ts";

interface Range {
  readonly least: number;
  readonly most?: number;
  /** Whether `least` itself is excluded. */
  readonly isOpen?: boolean;
}

/** A whole number given to a flag. @throws UsageError that names the flag */
export function integer(flag: string, text: string | undefined, range: Range): number | undefined {
  if (text === undefined) return undefined;
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || !within(value, range)) {
    throw new UsageError(`--${flag} "${text}" is not a whole number ${describe(range)}`);
  }
  return value;
}

/** A number given to a flag. @throws UsageError that names the flag */
export function real(flag: string, text: string | undefined, range: Range): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || !within(value, range)) {
    throw new UsageError(`--${flag} "${text}" is not a number ${describe(range)}`);
  }
  return value;
}

/** Token ids, separated by commas or spaces, or as a list of JSON. @throws UsageError that names the flag */
export function tokenIds(flag: string, text: string): number[] {
  const list = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1] ?? text;
  const ids = list.split(/[\s,]+/).filter((part) => part !== "");
  const wrong = ids.find((part) => !/^\d{1,9}$/.test(part));
  if (wrong !== undefined) throw new UsageError(`${flag}: "${wrong}" is not a token id; give them as 1,2,3`);
  if (ids.length === 0) throw new UsageError(`${flag} names no token; give ids as 1,2,3`);
  return ids.map(Number);
}

function within(value: number, { least, most = Number.POSITIVE_INFINITY, isOpen = false }: Range): boolean {
  return (isOpen ? value > least : value >= least) && value <= most;
}

function describe({ least, most, isOpen = false }: Range): string {
  const lower = isOpen ? `above ${least}` : `of at least ${least}`;
  return most === undefined ? lower : `${lower} and at most ${most}`;
}
