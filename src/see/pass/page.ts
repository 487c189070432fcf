import type { PassStep } from "../../explain/pass.ts";
import { type Canvas, proseColumns } from "../canvas.ts";
import { columnsOf, cut, padEnd, wrap } from "../cells.ts";
import { decimal, duration } from "../numbers.ts";
import { type Explanation, explanations } from "./explanations.ts";
import type { Journey, Told } from "./journey.ts";
import type { Content, List } from "./run.ts";
import { stepName } from "./steps.ts";

const indent = "  ";
const deeper = "    ";
const labelColumns = 10;
/** A list has at least so many lines. */
const leastListed = 3;

/** How a page is drawn. */
export interface PageLayout {
  readonly canvas: Canvas;
  /** Lines that there is room for; lists are cut to that. */
  readonly room: number;
  /** Whether to say what the step is for, which need not be said of every block. */
  readonly isFull: boolean;
}

/** A step as lines. */
export function drawStep(step: Told, { canvas, room, isFull }: PageLayout): string[] {
  const { colors } = canvas;
  const explanation = explanations[step.kind];
  const { title, formula, purpose } = explanation;
  const above = [
    ...headline(title, stepName(step), canvas),
    ...(formula === "" ? [] : [`${deeper}${colors.cyan(formula)}`]),
    ...(isFull ? ["", ...wrap(purpose, proseColumns(canvas), indent)] : []),
    "",
  ];
  const below = ["", ...facts(step.numbers, explanation, canvas)];
  return [...above, ...drawContent(step.content, canvas, room - above.length - below.length), ...below];
}

/** A block as a whole, as lines. */
export function drawBlock({ blocks }: Journey, layer: number, canvas: Canvas): string[] {
  return [
    ...headline(`Block ${layer} as a whole`, `layers.${layer}`, canvas),
    "",
    ...wrap(
      "Attention, then the feed-forward part, as in the first block, with weights of its own.",
      proseColumns(canvas),
      indent,
    ),
    "",
    ...drawContent(blocks[layer], canvas, Number.POSITIVE_INFINITY),
  ];
}

function headline(title: string, name: string, { width, colors }: Canvas): string[] {
  const room = width - columnsOf(name) - indent.length;
  return [`${colors.bold(padEnd(cut(title, room - 2), room))}${indent}${colors.dim(name)}`];
}

function drawContent(content: readonly Content[], canvas: Canvas, room: number): string[] {
  const inner = { ...canvas, width: canvas.width - deeper.length };
  const parts = content.map((part) =>
    typeof part === "string"
      ? wrap(part, proseColumns(canvas), indent)
      : part.lines(inner).map((line) => deeper + line),
  );
  const lines = parts.reduce((sum, part) => sum + part.length + 1, -1);
  const listed = content.map((part, n) => (typeof part === "string" ? 0 : parts[n].length));
  // No page has more than one list
  const most = Math.max(leastListed, Math.max(...listed) - (lines - room));
  return content.flatMap((part, n) => {
    const shown = typeof part === "string" ? parts[n] : shorten(part, parts[n], most);
    return n > 0 ? ["", ...shown] : shown;
  });
}

function shorten({ keep, what }: List, lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  const left = `${deeper}… ${lines.length - most + 1} more ${what}`;
  return keep === "first" ? [...lines.slice(0, most - 1), left] : [left, ...lines.slice(1 - most)];
}

/** The numbers of a step, and where it is computed. */
function facts(numbers: PassStep | undefined, explanation: Explanation, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const { source, caller } = explanation;
  const rows: [string, string][] = [];
  if (numbers !== undefined) {
    const { shape, first, min, max, rms, seconds } = numbers;
    rows.push(["shape", shapeText(shape, explanation.axes)]);
    rows.push([`last ${lastOf(explanation)}`, `${first.map(decimal).join("  ")} …`]);
    rows.push(["all", `least ${decimal(min)}, greatest ${decimal(max)}, root mean square ${decimal(rms)}`]);
    rows.push(["time", duration(seconds)]);
  }
  rows.push(["source", source]);
  if (caller !== undefined) rows.push(["called by", caller]);
  return rows.map(([label, text]) => {
    return `${indent}${colors.dim(padEnd(label, labelColumns))} ${cut(text, width - labelColumns - 3)}`;
  });
}

/** What the first dimension counts: the numbers that are shown are those of the last one. */
function lastOf({ axes }: Explanation): string {
  return axes[0].replace(/s$/, "");
}

function shapeText(shape: readonly number[], axes: readonly string[]): string {
  const meanings = shape.map((length, axis) => {
    // "1 token of the vocabulary"
    return `${length} ${length === 1 ? axes[axis].replace(/s(?= |$)/, "") : axes[axis]}`;
  });
  return `[${shape.join(", ")}]: ${meanings.join(" × ")}`;
}
