import type { Canvas } from "../canvas.ts";
import { columnsOf, cut } from "../cells.ts";
import type { Journey } from "./journey.ts";
import { drawBlock, drawStep } from "./page.ts";
import type { Page, Pages } from "./pages.ts";

/** Rows above and below a page. */
const frameRows = 3;
/** Up to so many blocks are shown by their numbers. */
const mostNumbers = 10;
const barColumns = 20;

/** What is on the screen: a part of a page between a line that says where it is and one that names the keys. */
export interface ScreenText {
  readonly lines: readonly string[];
  /** How many parts the page has at this size; all but the first begin where the one before ended. */
  readonly parts: number;
}

/**
 * A page as the lines of a screen.
 * @param rows of the screen
 * @param part of the page, from 0, if the screen is too small for all of it
 */
export function drawScreen(
  journey: Journey,
  pages: Pages,
  part: number,
  rows: number,
  canvas: Canvas,
): ScreenText {
  const { colors, width } = canvas;
  const page = pages.current;
  const room = Math.max(1, rows - frameRows);
  const text = drawPage(journey, page, canvas, room);
  const parts = Math.max(1, Math.ceil(text.length / room));
  const shown = text.slice(part * room, (part + 1) * room);
  const blank = Array.from({ length: room - shown.length }, () => "");
  return {
    lines: [
      trail(journey, page, canvas),
      colors.dim("─".repeat(width)),
      ...shown,
      ...blank,
      keys(pages, part, parts, canvas),
    ],
    parts,
  };
}

/** A page without its frame. @param room lines that there is room for */
export function drawPage(journey: Journey, page: Page, canvas: Canvas, room: number): string[] {
  return page.kind === "block"
    ? drawBlock(journey, page.layer, canvas)
    : drawStep(page.step, { canvas, room, isFull: true });
}

/** The way from the text to the choice, with the present place marked. */
function trail({ blocks }: Journey, page: Page, { colors, width }: Canvas): string {
  const mark = (text: string, isHere: boolean): string => {
    if (!isHere) return colors.dim(text);
    return colors.isColorSupported ? colors.bold(colors.cyan(text)) : `[${text}]`;
  };
  const layer = page.kind === "block" ? page.layer : page.step.layer;
  const kind = page.kind === "block" ? "block" : page.step.kind;
  const stage = (name: string, ...kinds: string[]) => mark(name, layer === undefined && kinds.includes(kind));
  const parts = [
    stage("text", "text"),
    stage("ids", "ids"),
    stage("embedding", "tok_embeddings"),
    blockTrail(blocks.length, layer, mark, colors.dim),
    stage("norm", "norm"),
    stage("output", "output"),
    stage("choice", "choice"),
  ];
  const wide = parts.join(colors.dim(" › "));
  return columnsOf(wide) <= width ? wide : parts.join(colors.dim("›"));
}

function blockTrail(
  count: number,
  layer: number | undefined,
  mark: (text: string, isHere: boolean) => string,
  dim: (text: string) => string,
): string {
  if (count <= mostNumbers) {
    const numbers = Array.from({ length: count }, (_, n) => mark(String(n), n === layer));
    return `${dim("blocks ")}${numbers.join(" ")}`;
  }
  if (layer === undefined) {
    const last = String(count - 1);
    return dim(`blocks 0 ${"─".repeat(barColumns - 10 - last.length)} ${last}`);
  }
  const label = `block ${layer}`;
  const room = barColumns - label.length;
  const before = Math.round((layer / (count - 1)) * room);
  return `${dim("─".repeat(before))}${mark(label, true)}${dim("─".repeat(room - before))}`;
}

function keys(pages: Pages, part: number, parts: number, { colors, width }: Canvas): string {
  const { layer } = pages;
  const block =
    layer === undefined ? "" : pages.isOpen(layer) ? "b close the block   " : "b open the block   ";
  const where = `${pages.number + 1}/${pages.all.length}${parts > 1 ? `, part ${part + 1}/${parts}` : ""}`;
  const text = cut(`Enter, → next   ← back   ${block}Home, End   q leave`, width - columnsOf(where) - 2);
  return colors.dim(text + " ".repeat(width - columnsOf(text) - columnsOf(where)) + where);
}
