import type { AttributionSummary, LogitPart } from "../explain/attribution.ts";
import { type Canvas, proseColumns } from "./canvas.ts";
import { columnsOf, padEnd, padStart, wrap } from "./cells.ts";
import { bar, decimal, percent, signed } from "./numbers.ts";
import { quote, type TokenName } from "./token-text.ts";

/** What a token's logit is made of. */
export interface WhyView {
  readonly parts: readonly LogitPart[];
  readonly summary: AttributionSummary;
  /** The prompt. */
  readonly ids: readonly number[];
  readonly name: TokenName;
  /** How a person compares with another token. */
  readonly hint: string;
}

interface Row {
  readonly label: string;
  readonly logit: number;
}

/** How many parts are listed, at most: as many as fit a screen. */
const mostListed = 20;
const indent = "  ";
const gap = "  ";

/** Which parts of the network say a token: signed bars, the largest first, then sums by layer. */
export function drawWhy(view: WhyView, canvas: Canvas): string[] {
  const { parts, summary } = view;
  const { colors } = canvas;
  const ranked = parts.toSorted((a, b) => Math.abs(b.logit) - Math.abs(a.logit));
  const listed = ranked.slice(0, ranked.length <= mostListed + 1 ? ranked.length : mostListed);
  const rest = ranked.slice(listed.length);
  const rows = listed.map(({ part, logit }) => ({ label: part, logit }));
  if (rest.length > 0) rows.push({ label: `… ${rest.length} more parts`, logit: total(rest) });
  const what = summary.instead === undefined ? "the model's own logit" : "the model's own difference";
  const labels = Math.max(...rows.map(({ label }) => columnsOf(label)), columnsOf(what));
  const sums = [
    `${padEnd("sum of all parts", labels)}${gap}${padStart(signed(summary.sum), numberColumns)}`,
    `${padEnd(what, labels)}${gap}${padStart(signed(summary.logit), numberColumns)}`,
  ];
  return [
    ...wrap(question(view), proseColumns(canvas)).map(colors.bold),
    "",
    ...bars(rows, labels, canvas),
    `${indent}${colors.dim("─".repeat(labels + gap.length + numberColumns))}`,
    ...sums.map((line) => indent + line),
    "",
    ...layers(parts, canvas),
    "",
    ...wrap(explanation(view), proseColumns(canvas)),
  ];
}

/** Columns of a logit, such as "+12.34". */
const numberColumns = 8;

function total(parts: readonly Pick<LogitPart, "logit">[]): number {
  return parts.reduce((sum, { logit }) => sum + logit, 0);
}

function question({ summary, ids, name }: WhyView): string {
  const after = `after ${quote(name(ids[ids.length - 1]))}`;
  const { id, instead, logprob } = summary;
  const says = `${quote(name(id))} (${percent(Math.exp(logprob))})`;
  return instead === undefined
    ? `Why ${says} ${after}: what each part of the model adds to its logit`
    : `Why ${says} and not ${quote(name(instead.id))} ${after}: what each part adds to the difference of their logits`;
}

/** A row each: a name, a number, and a bar to the left or right of a common axis. */
function bars(rows: readonly Row[], labels: number, { colors, width }: Canvas): string[] {
  const room = width - indent.length - labels - numberColumns - 2 * gap.length - 1;
  const most = Math.max(0, ...rows.map(({ logit }) => logit));
  const least = Math.min(0, ...rows.map(({ logit }) => logit));
  const scale = room / Math.max(most - least, Number.MIN_VALUE);
  // Bars to the left are whole columns, because the block characters for parts of a column begin at its left
  const left = Math.min(room, Math.ceil(-least * scale));
  const right = room - left;
  return rows.map(({ label, logit }) => {
    const number = padStart(signed(logit), numberColumns);
    const size = Math.abs(logit) * scale;
    const drawn =
      logit < 0
        ? `${padStart(colors.red("█".repeat(Math.min(left, Math.round(size)))), left)}${colors.dim("│")}`
        : `${" ".repeat(left)}${colors.dim("│")}${colors.green(bar(Math.min(right, size)))}`;
    return `${indent}${padEnd(label, labels)}${gap}${number}${gap}${drawn}`.trimEnd();
  });
}

/** The sums of each layer's attention and feed-forward, side by side, and the embedding's. */
function layers(parts: readonly LogitPart[], canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const sums = new Map<string, { attention: number; feedForward: number }>();
  for (const { part, logit } of parts) {
    const [, layer, kind] = part.split(".");
    if (layer === undefined) continue;
    const sum = sums.get(layer) ?? { attention: 0, feedForward: 0 };
    if (kind === "attention") sum.attention += logit;
    else sum.feedForward += logit;
    sums.set(layer, sum);
  }
  const values = [...sums.values()].flatMap(({ attention, feedForward }) => [attention, feedForward]);
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  const label = 6;
  const room =
    Math.floor((Math.min(width, 100) - indent.length - label) / 2) - numberColumns - 2 * gap.length;
  const cell = (logit: number): string => {
    const size = (Math.abs(logit) / largest) * room;
    const drawn = logit < 0 ? colors.red(shade(size)) : colors.green(bar(size));
    return `${padStart(signed(logit), numberColumns)}${gap}${padEnd(drawn, room)}`;
  };
  return [
    colors.dim(
      `${indent}${padEnd("layer", label)}${gap}${padEnd("attention (all heads)", numberColumns + gap.length + room)}${gap}feed-forward`,
    ),
    ...[...sums].map(([layer, { attention, feedForward }]) =>
      `${indent}${padStart(layer, label - 1)} ${gap}${cell(attention)}${gap}${cell(feedForward)}`.trimEnd(),
    ),
  ];
}

/** A bar of a negative number: lighter, so that it differs without colours too. */
function shade(columns: number): string {
  return "░".repeat(Math.max(1, Math.round(columns)));
}

function explanation({ summary, name, hint }: WhyView): string {
  const { id, instead, logit, logprob } = summary;
  if (instead === undefined) {
    return [
      `A logit is a score, not a probability: softmax over the whole vocabulary turns ${decimal(logit)} into ${percent(Math.exp(logprob))}.`,
      `A part that adds as much to every token changes nothing; ${hint}.`,
    ].join(" ");
  }
  const times = Math.exp(Math.abs(logit));
  const [likelier, other] = logit < 0 ? [instead.id, id] : [id, instead.id];
  return `Since softmax takes e to the power of a logit, the difference makes ${quote(name(likelier))} ${times < 1e15 ? Number(times.toPrecision(3)).toLocaleString("en") : decimal(times)} times as likely as ${quote(name(other))}.`;
}
