import type { Canvas } from "../canvas.ts";
import { table } from "../cells.ts";
import { decimal, duration } from "../numbers.ts";
import type { Journey, Told } from "./journey.ts";
import { drawBlock, drawStep } from "./page.ts";
import { Pages } from "./pages.ts";
import { stepName } from "./steps.ts";

/**
 * The whole journey as lines: the first and the last block step by step, each of the others in a few sentences and a table of
 * its steps. What a step is for is said once.
 * @param begin the name of the step to begin at
 */
export function* drawJourney(
  journey: Journey,
  canvas: Canvas,
  begin: string | undefined,
): Generator<string[], void, void> {
  const pages = new Pages(journey, begin);
  const told = new Set<string>();
  for (const page of pages.all.slice(pages.number)) {
    if (page.kind === "block") {
      yield [...drawBlock(journey, page.layer, canvas), "", ...stepTable(journey, page.layer, canvas), ""];
    } else {
      const { kind } = page.step;
      yield [...drawStep(page.step, { canvas, room: Number.POSITIVE_INFINITY, isFull: !told.has(kind) }), ""];
      told.add(kind);
    }
  }
}

/** The steps of a block in numbers. */
function stepTable({ steps }: Journey, layer: number, { width, colors }: Canvas): string[] {
  const rows = steps.filter((step) => step.layer === layer).flatMap(row);
  return table([["step", "shape", "least", "greatest", "rms", "time"], ...rows], {
    align: ["left", "left", "right", "right", "right", "right"],
    width,
    style: (cell, row) => (row === 0 ? colors.dim(cell) : cell),
  });
}

function row(step: Told): string[][] {
  if (step.numbers === undefined) return [];
  const { shape, min, max, rms, seconds } = step.numbers;
  return [
    [stepName(step), `[${shape.join(", ")}]`, decimal(min), decimal(max), decimal(rms), duration(seconds)],
  ];
}
