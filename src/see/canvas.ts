import pc from "picocolors";
import { type ColorMode, wantsColor } from "../terminal/log.ts";

/** What a view is drawn on. */
export interface Canvas {
  /** Columns. */
  readonly width: number;
  /** Without colours every function returns its text as it is. */
  readonly colors: ReturnType<typeof pc.createColors>;
}

/** Columns that every drawing has at least: at a narrower terminal its lines wrap. */
const leastWidth = 60;
/** Columns in a pipe, and where a terminal does not say how many it has. */
const usualWidth = 80;
/** Prose is not wider than this: longer lines are hard to read. */
const proseWidth = 100;

/** A canvas as wide as standard output. It has colours only if standard output is a terminal. */
export function standardCanvas(mode: ColorMode): Canvas {
  const { isTTY, columns } = process.stdout;
  const hasColors = isTTY === true && wantsColor(mode, true);
  return createCanvas(columns || usualWidth, hasColors);
}

/** A canvas of so many columns. */
export function createCanvas(width: number, hasColors: boolean): Canvas {
  return { width: Math.max(width, leastWidth), colors: pc.createColors(hasColors) };
}

/** How wide prose is on a canvas, columns. */
export function proseColumns({ width }: Canvas): number {
  return Math.min(width, proseWidth);
}
