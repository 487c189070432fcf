import type { LensEntry } from "../explain/lens.ts";
import { type Canvas, proseColumns } from "./canvas.ts";
import { columnsOf, fit, padEnd, wrap } from "./cells.ts";
import { level, percent } from "./numbers.ts";
import { quote, type TokenName } from "./token-text.ts";

/** What the lens shows of a prompt. */
export interface LensView {
  readonly entries: readonly LensEntry[];
  /** The prompt. */
  readonly ids: readonly number[];
  readonly name: TokenName;
  /** How a person chooses positions. */
  readonly hint: string;
}

/** The entries of one position, from the embedding to the last layer. */
type Column = readonly LensEntry[];

const labelColumns = 10;
/** Beside its token a cell has a mark, a bar and a space. */
const besideToken = 3;
/** Tokens are cut to so many columns rather than leaving out positions. */
const leastToken = 7;
/** No token is given more. */
const mostToken = 14;

const changed = "›";

/**
 * The likeliest token after each layer, at each position: a row a layer, read downwards from the embedding to the last layer,
 * a column a position. At a single position it is the likeliest tokens, a column a place.
 */
export function drawLens(view: LensView, canvas: Canvas): string[] {
  const columns = [...Map.groupBy(view.entries, ({ position }) => position).values()];
  const last = columns[columns.length - 1];
  const drawn = columns.length === 1 ? drawPlaces(last, view, canvas) : drawGrid(columns, view, canvas);
  return [...drawn, "", ...wrap(story(last, view), proseColumns(canvas))];
}

/** From which entry on the last layer's likeliest token stays the likeliest. */
export function settledAt(column: Column): number {
  const final = column[column.length - 1].top[0].id;
  return column.findLastIndex(({ top }) => top[0].id !== final) + 1;
}

function drawGrid(columns: readonly Column[], { ids, name, hint }: LensView, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const room = width - labelColumns;
  const names = columns.flatMap((column) => [
    name(ids[column[0].position]),
    ...column.map(({ top }) => name(top[0].id)),
  ]);
  const needed = Math.min(mostToken, Math.max(leastToken, ...names.map(columnsOf)));
  const count = Math.min(columns.length, Math.max(1, Math.floor(room / (leastToken + besideToken))));
  const shown = columns.slice(-count);
  const token = Math.min(needed, Math.floor(room / count) - besideToken);
  const line = (label: string, cells: readonly string[]) =>
    `${padEnd(label, labelColumns)}${cells.join("")}`.trimEnd();
  const head = (text: string) => `  ${fit(text, token)} `;
  const settled = shown.map(settledAt);
  const rows = shown[0].map(({ after }, n) => {
    const cells = shown.map((column, c) => {
      const [{ id, logprob }] = column[n].top;
      const isNew = n > 0 && column[n - 1].top[0].id !== id;
      const text = fit(name(id), token);
      const styled = n >= settled[c] ? colors.green(text) : isNew ? text : colors.dim(text);
      return `${colors.dim(level(Math.exp(logprob)))}${isNew ? colors.bold(changed) : " "}${styled} `;
    });
    return line(colors.dim(layerName(after)), cells);
  });
  const left = columns.length - count;
  return [
    line(
      "position",
      shown.map(([{ position }]) => head(String(position))),
    ),
    line(
      "reads",
      shown.map(([{ position }]) => colors.bold(head(name(ids[position])))),
    ),
    line(
      "",
      shown.map(() => `${"─".repeat(token + 2)} `),
    ),
    ...rows,
    "",
    ...legend(canvas),
    ...(left > 0
      ? wrap(
          `The first ${left === 1 ? "position does" : `${left} positions do`} not fit into ${width} columns; ${hint}.`,
          proseColumns(canvas),
          "  ",
        )
      : []),
  ];
}

function legend(canvas: Canvas): string[] {
  const { colors } = canvas;
  const text = [
    "Read downwards: what the model would say after each layer, if that layer were its last.",
    `▁ to █: its probability. ${changed}: another token than one layer before.`,
    colors.isColorSupported
      ? `${colors.green("Green")}: the token that the last layer ends with, from where it stays.`
      : `After the last ${changed} of a column its token stays.`,
  ];
  return wrap(text.join(" "), proseColumns(canvas), "  ");
}

/** At one position: the likeliest tokens after each layer. */
function drawPlaces(column: Column, { ids, name }: LensView, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const [{ position }] = column;
  const cells = column.map(({ top }) => top.map(({ id, logprob }) => [name(id), percent(Math.exp(logprob))]));
  const most = Math.max(...cells.map((row) => row.length));
  const share = Math.max(...cells.flat().map(([, text]) => text.length));
  const room = width - labelColumns;
  // The name, a space, the share, two spaces
  const needed = Math.max(leastToken, ...cells.flat().map(([text]) => columnsOf(text)));
  const count = Math.min(most, Math.max(1, Math.floor(room / (Math.min(needed, leastToken) + share + 3))));
  const token = Math.min(needed, Math.floor(room / count) - share - 3);
  const heading = Array.from({ length: count }, (_, n) => padEnd(ordinal(n + 1), token + share + 3));
  const rows = column.map(({ after, top }, n) => {
    const isNew = n > 0 && column[n - 1].top[0].id !== top[0].id;
    const row = cells[n].slice(0, count).map(([text, part], place) => {
      const shown = fit(text, token);
      const styled = top[place].id === column[column.length - 1].top[0].id ? colors.green(shown) : shown;
      return `${styled} ${colors.dim(part.padStart(share))}  `;
    });
    const mark = isNew ? colors.bold(changed) : " ";
    const label = padEnd(colors.dim(layerName(after)), labelColumns - 1);
    return `${label}${mark}${row.join("")}`.trimEnd();
  });
  return [
    `At position ${position}, after ${colors.bold(name(ids[position]))}:`,
    "",
    colors.dim(`${" ".repeat(labelColumns)}${heading.join("")}`.trimEnd()),
    ...rows,
    "",
    ...wrap(
      `Read downwards: the likeliest tokens after each layer, if that layer were its last. ${changed} another token leads than one layer before.`,
      proseColumns(canvas),
      "  ",
    ),
  ];
}

function story(column: Column, { ids, name }: LensView): string {
  const [{ position }] = column;
  const [{ id, logprob }] = column[column.length - 1].top;
  const layers = column.length - 1;
  const settled = settledAt(column);
  const first = column.findIndex(({ top }) => top[0].id === id);
  const where = position === ids.length - 1 ? "last token" : `token at position ${position}`;
  const begin = `After the ${where}, ${quote(name(ids[position]))}, the model says ${quote(name(id))} (${percent(Math.exp(logprob))}).`;
  const since =
    settled === 0
      ? "It is the likeliest from the embedding on, before any layer."
      : settled === layers
        ? "Only the last layer makes it the likeliest."
        : `It is the likeliest from layer ${settled - 1} on, with ${layers - settled} of ${layers} layers still to come.`;
  const before =
    first < settled
      ? ` It led for the first time ${first === 0 ? "in the embedding" : `after layer ${first - 1}`}, but lost the lead again.`
      : "";
  return `${begin} ${since}${before}`;
}

function layerName(after: string): string {
  return after === "tok_embeddings" ? "embedding" : after.replace("layers.", "layer ");
}

function ordinal(n: number): string {
  return n === 1 ? "likeliest" : n === 2 ? "2nd" : n === 3 ? "3rd" : `${n}th`;
}
