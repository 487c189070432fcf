import type { PassStep } from "../../explain/pass.ts";
import { type Canvas, proseColumns } from "../canvas.ts";
import { columnsOf, cut, padEnd, wrap } from "../cells.ts";
import { decimal, duration } from "../numbers.ts";
import { type Explanation, explanations } from "./explanations.ts";
import type { Journey, Told } from "./journey.ts";
import type { Content } from "./run.ts";
import { stepName } from "./steps.ts";

const indent = "  ";
const deeper = "    ";
const labelColumns = 10;

/** A step as lines. @param isFull whether to say what the step is for, which need not be said of every block */
export function drawStep(step: Told, canvas: Canvas, isFull: boolean): string[] {
  const { colors } = canvas;
  const explanation = explanations[step.kind];
  const { title, formula, purpose } = explanation;
  return [
    ...headline(title, stepName(step), canvas),
    ...(formula === "" ? [] : ["", `${deeper}${colors.cyan(formula)}`]),
    ...(isFull ? ["", ...wrap(purpose, proseColumns(canvas), indent)] : []),
    "",
    ...drawContent(step.content, canvas),
    "",
    ...facts(step.numbers, explanation, canvas),
  ];
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
    ...drawContent(blocks[layer], canvas),
  ];
}

function headline(title: string, name: string, { width, colors }: Canvas): string[] {
  const room = width - columnsOf(name) - indent.length;
  return [`${colors.bold(padEnd(cut(title, room - 2), room))}${indent}${colors.dim(name)}`];
}

function drawContent(content: readonly Content[], canvas: Canvas): string[] {
  return content.flatMap((part, n) => {
    const gap = n > 0 ? [""] : [];
    if (typeof part === "string") return [...gap, ...wrap(part, proseColumns(canvas), indent)];
    const inner = { ...canvas, width: canvas.width - deeper.length };
    return [...gap, ...part(inner).map((line) => deeper + line)];
  });
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
