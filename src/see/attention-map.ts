import type { HeadHabit } from "../explain/attention-habits.ts";
import type { AttentionRow } from "../explain/attention-map.ts";
import { type Canvas, proseColumns } from "./canvas.ts";
import { cut, padEnd, padStart, wrap } from "./cells.ts";
import { wholePercent } from "./numbers.ts";
import type { TokenName } from "./token-text.ts";

/** One head's attention. */
export interface HeadMap {
  readonly layer: number;
  readonly head: number;
  /** The rows of the positions that {@link mapPositions} names; others are not needed. */
  readonly rows: readonly AttentionRow[];
  readonly habit: HeadHabit;
  /** The prompt. */
  readonly ids: readonly number[];
  readonly name: TokenName;
}

/** From which share on a character is used; less is a dot. */
const shades = [
  { least: 0.7, shade: "█" },
  { least: 0.4, shade: "▓" },
  { least: 0.2, shade: "▒" },
  { least: 0.05, shade: "░" },
  { least: 0, shade: "·" },
] as const;

const mostName = 14;
const targetColumns = 20;
const gap = "  ";

/**
 * The positions that a map has room for: all, or the first and the last ones. The first is always among them, because many
 * heads that have nothing to look for look there.
 */
export function mapPositions(tokens: number, canvas: Canvas): number[] {
  const room = roomFor(tokens, canvas);
  if (tokens <= room) return Array.from({ length: tokens }, (_, position) => position);
  // A column stands for those that are left out
  const kept = room - 2;
  return [0, ...Array.from({ length: kept }, (_, n) => tokens - kept + n)];
}

/** Columns for the squares of a map. */
function roomFor(tokens: number, { width }: Canvas): number {
  return width - labelColumns(tokens) - gap.length - targetColumns;
}

function labelColumns(tokens: number): number {
  return String(tokens - 1).length + 1 + mostName + 1;
}

/**
 * A map of one head: a row for each token that looks, a column for each that is looked at. A square's shade is the share of
 * the attention; beside the row stands the token that gets most.
 */
export function drawAttentionMap(map: HeadMap, canvas: Canvas): string[] {
  const { ids, name, rows, habit } = map;
  const { colors } = canvas;
  const positions = mapPositions(ids.length, canvas);
  const isWhole = positions.length === ids.length;
  const squares = positions.length + (isWhole ? 0 : 1);
  const cell = squares * 2 <= roomFor(ids.length, canvas) ? 2 : 1;
  const labels = labelColumns(ids.length);
  const digits = String(ids.length - 1).length;
  const lines = rows.map(({ position, shares }) => {
    const label = `${padStart(String(position), digits)} ${cut(name(ids[position]), mostName)}`;
    const most = shares.indexOf(Math.max(...shares));
    const square = (share: number, isMost: boolean): string => {
      const { shade } = shades.find(({ least }) => share >= least) ?? shades[shades.length - 1];
      const text = (shade === "·" ? padEnd(shade, cell) : shade.repeat(cell)).slice(0, cell);
      return isMost ? colors.cyan(text) : shade === "·" ? colors.dim(text) : text;
    };
    const seen = positions.filter((at) => at <= position);
    const drawn = seen.map((at) => square(shares[at], at === most));
    if (!isWhole && position > 0) {
      const left = shares.subarray(1, Math.min(positions[1], position + 1));
      const sum = left.reduce((a, b) => a + b, 0);
      drawn.splice(1, 0, square(sum, most > 0 && most < positions[1]));
    }
    const target = cut(
      `${padStart(wholePercent(shares[most]), 4)} ${most} ${name(ids[most])}`,
      targetColumns,
    );
    return `${padEnd(label, labels)}${padEnd(drawn.join(""), squares * cell)}${gap}${target}`.trimEnd();
  });
  return [
    ...wrap(
      `${colors.bold(`Layer ${map.layer}, head ${map.head}`)}: ${summary(habit)}`,
      proseColumns(canvas),
    ),
    "",
    ...numbers(positions, isWhole, cell).map((line) => colors.dim(`${" ".repeat(labels)}${line}`.trimEnd())),
    ...lines,
    ...(isWhole ? [] : ["", ...wrap(leftOut(positions), proseColumns(canvas))]),
    "",
  ];
}

/** What the characters of the maps mean. */
export function mapLegend({ width, colors }: Canvas): string[] {
  const text = [
    "Each row is a token; its squares are the tokens up to itself, by number. The share of its attention that one gets:",
    "· under 5%, ░ from 5%, ▒ 20%, ▓ 40%, █ 70%. On the right the token that gets most",
    colors.isColorSupported ? `(${colors.cyan("this colour")} in the row).` : "in the row.",
  ];
  return wrap(text.join(" "), Math.min(width, 100));
}

/** The numbers of the columns, one digit below the other where they are narrow. */
function numbers(positions: readonly number[], isWhole: boolean, cell: number): string[] {
  const labels = positions.map(String);
  if (!isWhole) labels.splice(1, 0, "…");
  const digits = Math.max(...labels.map((label) => label.length));
  if (digits < cell) return [labels.map((label) => padEnd(label, cell)).join("")];
  // Only the tens have all of their digits, so that the row does not become a wall of numbers
  return Array.from({ length: digits }, (_, n) =>
    labels
      .map((label) => {
        const padded = label.padStart(digits);
        const isFull = label === "…" || Number(label) % 10 === 0 || n === digits - 1;
        return padEnd(isFull ? padded[n] : " ", cell);
      })
      .join(""),
  );
}

function leftOut(positions: readonly number[]): string {
  return `The tokens 1 to ${positions[1] - 1} do not fit: the column … has the sum of their shares, and their rows are left out.`;
}

function summary({ self, previous, first, same, afterSame }: HeadHabit): string {
  const shares = [
    { name: "itself", share: self },
    { name: "the token before", share: previous },
    { name: "the first token", share: first },
    { name: "the same token earlier (if there is one)", share: same },
    { name: "what followed the same token earlier (if there is one)", share: afterSame },
  ];
  const named = shares.filter(({ share }) => share >= 0.05).toSorted((a, b) => b.share - a.share);
  if (named.length === 0) return "it looks at nothing in particular";
  return `on average ${named.map(({ name, share }) => `${wholePercent(share)} at ${name}`).join(", ")}`;
}
