import type { SurpriseSummary, TokenSurprise } from "../explain/surprise.ts";
import { type Canvas, proseColumns } from "./canvas.ts";
import { cut, table, wrap, wrapParts } from "./cells.ts";
import { flow, type Piece } from "./flowing-text.ts";
import { percent, whole } from "./numbers.ts";
import type { TokenName } from "./token-text.ts";

/** A class of ranks. */
interface RankClass {
  /** The last rank that belongs to it. */
  readonly most: number;
  readonly meaning: string;
  /** What stands for it where there are no colours: the power of ten that the rank does not exceed. */
  readonly mark: string;
  readonly style: (colors: Canvas["colors"], text: string) => string;
  /** What shows the style in the legend. */
  readonly sample: string;
}

/**
 * The classes and colours of GLTR, which shows how a language model ranks the words of a text: green for the 10 likeliest
 * tokens, yellow for the 100, red for the 1,000, violet for all others (Gehrmann, Strobelt, Rush, "GLTR: Statistical
 * Detection and Visualization of Generated Text", 2019).
 */
const classes: readonly RankClass[] = [
  { most: 10, meaning: "top 10", mark: "", style: (colors, text) => colors.green(text), sample: "■" },
  { most: 100, meaning: "top 100", mark: "²", style: (colors, text) => colors.yellow(text), sample: "■" },
  { most: 1000, meaning: "top 1,000", mark: "³", style: (colors, text) => colors.red(text), sample: "■" },
  {
    most: Number.POSITIVE_INFINITY,
    meaning: "beyond",
    mark: "⁺",
    style: (colors, text) => colors.magenta(colors.inverse(text)),
    sample: " ",
  },
];

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const indent = "  ";
const mostListed = 10;
/** Longest name of a token in the table, columns. */
const nameColumns = 20;

/**
 * How surprising a text is: the text itself, each token marked by its rank, then the most surprising tokens, and the
 * perplexity.
 */
export function drawTokens(
  tokens: readonly TokenSurprise[],
  summary: SurpriseSummary,
  name: TokenName,
  canvas: Canvas,
): string[] {
  const judged = tokens.filter((token) => token.rank !== null);
  const text = flow(pieces(tokens, canvas), proseColumns(canvas) - indent.length);
  return [
    ...text.map((line) => indent + line),
    ...legend(judged, canvas),
    ...mostSurprising(judged, name, canvas),
    "",
    ...wrap(conclusion(judged, summary), proseColumns(canvas)),
  ];
}

/** The text in pieces: tokens that share a character are one, with the worst rank among them. */
function pieces(tokens: readonly TokenSurprise[], { colors }: Canvas): Piece[] {
  const starts = new Set<number>();
  for (const { index } of graphemes.segment(tokens.map(({ text }) => text).join(""))) starts.add(index);
  const shown: Piece[] = [];
  let text = "";
  let end = 0;
  let worst: number | null = null;
  for (const token of tokens) {
    text += token.text;
    end += token.text.length;
    if (token.rank !== null) worst = Math.max(worst ?? 1, token.rank);
    const isEnd = starts.has(end) || token === tokens[tokens.length - 1];
    if (text === "" || !isEnd) continue;
    const found = worst === null ? undefined : classOf(worst);
    const style = (part: string) => found?.style(colors, part) ?? colors.dim(part);
    shown.push({ text, style, mark: colors.isColorSupported ? "" : (found?.mark ?? "") });
    text = "";
    worst = null;
  }
  return shown;
}

function classOf(rank: number): RankClass {
  return classes.find(({ most }) => rank <= most) ?? classes[classes.length - 1];
}

function legend(judged: readonly TokenSurprise[], canvas: Canvas): string[] {
  const { colors } = canvas;
  if (judged.length === 0) return [];
  const parts = classes.map((each) => {
    const members = judged.filter(({ rank }) => classOf(rank ?? 1) === each).length;
    const label = `${each.meaning}: ${whole(members)}`;
    if (colors.isColorSupported) return `${each.style(colors, each.sample)} ${label}`;
    return each.mark === "" ? `no mark  ${label}` : `${each.mark} ${label}`;
  });
  const note = "rank among all tokens, given the text before it";
  return ["", ...wrapParts([...parts, colors.dim(note)], canvas.width)];
}

function mostSurprising(judged: readonly TokenSurprise[], name: TokenName, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const listed = judged
    .filter(({ rank }) => rank !== 1)
    .toSorted((a, b) => (a.logprob ?? 0) - (b.logprob ?? 0))
    .slice(0, mostListed);
  if (listed.length === 0) return [];
  const rows = listed.map(({ position, id, rank, logprob, top = [] }) => [
    String(position),
    cut(name(id), nameColumns),
    whole(rank ?? 0),
    percent(Math.exp(logprob ?? 0)),
    top
      .slice(0, (rank ?? 1) - 1)
      .map(({ id, logprob }) => `${cut(name(id), nameColumns)} ${percent(Math.exp(logprob))}`)
      .join("  "),
  ]);
  const style = (cell: string, row: number, column: number): string => {
    if (row === 0) return colors.dim(cell);
    return column === 1 ? classOf(listed[row - 1].rank ?? 1).style(colors, cell) : cell;
  };
  return [
    "",
    colors.bold("The most surprising tokens"),
    ...table([["position", "token", "rank", "probability", "likelier were"], ...rows], {
      align: ["right", "left", "right", "right", "left"],
      ...{ width, style },
    }),
  ];
}

function conclusion(judged: readonly TokenSurprise[], { tokens, perplexity }: SurpriseSummary): string {
  if (judged.length === 0) {
    return "The prompt is a single token. There is nothing before it to predict it from, so nothing can be surprising.";
  }
  const value = perplexity < 1000 ? perplexity.toFixed(2) : whole(Math.round(perplexity));
  const right = judged.filter(({ rank }) => rank === 1).length;
  return [
    `Perplexity ${value}: for each of the ${whole(tokens - 1)} tokens after the first the model was, on average,`,
    `as uncertain as in a choice among ${value} equally likely ones.`,
    `The likeliest token was the right one ${right === 1 ? "once" : `${whole(right)} times`} (${percent(right / judged.length)}).`,
  ].join(" ");
}
