import { count } from "../common/count.ts";
import { type HabitKind, type HeadHabit, mostlyFrom } from "../explain/attention-habits.ts";
import { type Canvas, proseColumns } from "./canvas.ts";
import { padEnd, padStart, wrap, wrapParts } from "./cells.ts";
import { whole, wholePercent } from "./numbers.ts";

/** How a habit is drawn. */
interface Drawn {
  readonly letter: string;
  readonly meaning: string;
  readonly style: (colors: Canvas["colors"], text: string) => string;
}

/** In the order in which the heads are listed: what is rarest and tells most comes first. */
const habits: Readonly<Record<HabitKind, Drawn>> = {
  afterSame: {
    letter: "i",
    meaning: "what followed the same token (induction)",
    style: (colors, text) => colors.bold(colors.magenta(text)),
  },
  same: {
    letter: "=",
    meaning: "the same token earlier",
    style: (colors, text) => colors.bold(colors.cyan(text)),
  },
  previous: { letter: "p", meaning: "the token before", style: (colors, text) => colors.green(text) },
  self: { letter: "s", meaning: "itself", style: (colors, text) => colors.blue(text) },
  first: { letter: "f", meaning: "the first token", style: (colors, text) => colors.yellow(text) },
  spread: { letter: "·", meaning: "nothing in particular", style: (colors, text) => colors.dim(text) },
};

const kinds = Object.keys(habits) as HabitKind[];
const labelColumns = 10;
/** How many heads of a kind are named, and from which share of their attention on. */
const mostNamed = 5;
const leastNamed = 0.1;
/** With two tokens in sight, "the first", "the one before" and "itself" are all there is. */
const leastTokens = 3;

/** What the heads do with a prompt. */
export interface AttentionOverview {
  /** Of every head. */
  readonly habits: readonly HeadHabit[];
  /** The prompt. */
  readonly ids: readonly number[];
  /** How a person looks at one head. */
  readonly hint: string;
}

/** What every head mostly looks at: a grid of layers by heads, what the letters mean, and the heads that do it most. */
export function drawAttentionOverview(
  { habits: found, ids, hint }: AttentionOverview,
  canvas: Canvas,
): string[] {
  const prose = (text: string) => wrap(text, proseColumns(canvas));
  return [
    ...prose(`What each attention head mostly looks at, on average over the ${count(ids.length, "token")}:`),
    "",
    ...grid(found, canvas),
    "",
    ...legend(found, canvas),
    ...strongest(found, canvas),
    "",
    ...prose([...caveats(ids), hint].join(" ")),
  ];
}

function caveats(ids: readonly number[]): string[] {
  if (ids.length < leastTokens) {
    return [`A prompt of at least ${leastTokens} tokens is needed to tell what a head looks at.`];
  }
  const hasRepeats = new Set(ids).size < ids.length;
  return hasRepeats ? [] : ["No token occurs twice here, so nothing is known of heads that look for that."];
}

function grid(found: readonly HeadHabit[], { colors, width }: Canvas): string[] {
  const heads = [...new Set(found.map(({ head }) => head))];
  const room = width - labelColumns;
  const cell = heads.length * 3 <= room ? 3 : heads.length * 2 <= room ? 2 : 1;
  const perBlock = Math.floor(room / cell);
  const lines: string[] = [];
  for (let from = 0; from < heads.length; from += perBlock) {
    const block = heads.slice(from, from + perBlock);
    if (from > 0) lines.push("");
    lines.push(...heading(block, cell).map((line) => colors.dim(line)));
    for (const row of Map.groupBy(found, ({ layer }) => layer).values()) {
      const cells = row
        .filter(({ head }) => block.includes(head))
        .map(({ kind }) => padStart(habits[kind].style(colors, habits[kind].letter), cell));
      lines.push(`${colors.dim(padEnd(`layer ${row[0].layer}`, labelColumns))}${cells.join("")}`);
    }
  }
  return lines;
}

/** The numbers of the heads; where they have two digits and a column is narrow, one digit below the other. */
function heading(heads: readonly number[], cell: number): string[] {
  const label = padEnd("head", labelColumns);
  if (cell > String(Math.max(...heads)).length) {
    return [label + heads.map((head) => padStart(String(head), cell)).join("")];
  }
  const tens = heads.map((head) => padStart(head % 10 === 0 && head > 0 ? String(head / 10) : "", cell));
  const ones = heads.map((head) => padStart(String(head % 10), cell));
  return [" ".repeat(labelColumns) + tens.join(""), label + ones.join("")].map((line) => line.trimEnd());
}

function legend(found: readonly HeadHabit[], { colors, width }: Canvas): string[] {
  const parts = kinds.map((kind) => {
    const { letter, meaning, style } = habits[kind];
    const members = found.filter((habit) => habit.kind === kind).length;
    return `${style(colors, letter)} ${meaning}: ${whole(members)}`;
  });
  const note = colors.dim(`(at least ${wholePercent(mostlyFrom)} of the attention)`);
  return wrapParts([...parts, note], Math.min(width, 100));
}

/** Of each kind that tells something, the heads that do it most, even if they mostly do something else. */
function strongest(found: readonly HeadHabit[], { colors, width }: Canvas): string[] {
  const lines = kinds.flatMap((kind) => {
    if (kind === "spread") return [];
    const named = found
      .filter((habit) => habit[kind] >= leastNamed)
      .toSorted((a, b) => b[kind] - a[kind])
      .slice(0, mostNamed)
      .map((habit) =>
        padEnd(`layer ${habit.layer} head ${habit.head} ${wholePercent(habit[kind])}`, headColumns),
      );
    const fitting = named.slice(0, Math.floor((width - 5) / (headColumns + 2)));
    if (fitting.length === 0) return [];
    return [`  ${habits[kind].style(colors, habits[kind].letter)}  ${fitting.join("  ")}`.trimEnd()];
  });
  if (lines.length === 0) return [];
  return ["", colors.bold("The heads that do it most, with that share of their attention"), ...lines];
}

/** Columns for "layer 12 head 34 56%". */
const headColumns = 20;
