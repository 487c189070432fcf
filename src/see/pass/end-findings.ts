import { count } from "../../common/count.ts";
import { logSumExp, topLogProbabilities } from "../../generate/log-probabilities.ts";
import { type Canvas, proseColumns } from "../canvas.ts";
import { cut, padEnd, padStart, wrapParts } from "../cells.ts";
import { flow } from "../flowing-text.ts";
import { bar, decimal, percent, whole } from "../numbers.ts";
import { quote } from "../token-text.ts";
import { type Content, type List, quoted, type Run } from "./run.ts";

/** How many of the likeliest tokens are listed. */
const mostTokens = 5;

/** The prompt as text. */
export function textFinding(text: string, engine: string): Content[] {
  const notes = {
    simd: "In this run the products with weights, attention and SwiGLU are computed by the WebAssembly kernels of src/engine/simd; the plain operations that the steps name say what these compute, and compute the rest.",
    typescript: "In this run the plain operations that the steps name compute everything.",
  };
  return [
    {
      lines(canvas) {
        const style = (part: string) => canvas.colors.cyan(part);
        return flow([{ text, style, mark: "" }], proseColumns(canvas));
      },
      ...{ keep: "last", what: "lines" },
    },
    engine === "simd" ? notes.simd : notes.typescript,
  ];
}

/** The tokens with their ids. */
export function idsFinding(run: Run): Content[] {
  const { ids, name, position, config } = run;
  return [
    `The text has ${count(ids.length, "token")}; the vocabulary has ${whole(config.vocabSize)}. Position, token and id:`,
    {
      lines(canvas) {
        const parts = ids.map((id, at) => `${at} ${cut(name(id), 30)} ${canvas.colors.dim(String(id))}`);
        return wrapParts(parts, proseColumns(canvas), "");
      },
      ...{ keep: "last", what: "lines" },
    },
    `From here on this is the journey of the last token, ${quoted(run, position)} at position ${position}: its vector becomes the prediction. All others go the same way at the same time, and it can look at them.`,
  ];
}

/** The row of the embedding. */
export function embeddingFinding(run: Run): Content[] {
  const { ids, position, config } = run;
  return [
    `${quoted(run, position)} is token ${ids[position]}, so its vector is row ${ids[position]} of ${whole(config.vocabSize)}: ${whole(config.dim)} numbers, which training has found.`,
  ];
}

/** The tokens with the highest logits. @param isTied whether the output matrix is the embedding table */
export function outputFinding({ name }: Run, logits: Float32Array, isTied: boolean): Content[] {
  const top = topLogProbabilities(logits, mostTokens, logSumExp(logits));
  return [
    isTied ? "This model uses its embedding table for that: it has no output matrix of its own." : "",
    "The highest logits:",
    tokens(() => top.map(({ id }) => `${padStart(decimal(logits[id]), 7)}  ${cut(name(id), 40)}`)),
  ].filter((content) => content !== "");
}

/** The probabilities of the likeliest tokens, and the choice. */
export function choiceFinding(run: Run, logits: Float32Array): Content[] {
  const { name, position } = run;
  const top = topLogProbabilities(logits, mostTokens, logSumExp(logits)).map(({ id, logprob }) => {
    return { id, share: Math.exp(logprob) };
  });
  const [first] = top;
  const rest = Math.max(0, 1 - top.reduce((sum, { share }) => sum + share, 0));
  const row = ({ colors }: Canvas, label: string, share: number): string =>
    `${padStart(percent(share), 7)}  ${padEnd(cut(label, 20), 20)}  ${colors.green(bar(share * 30))}`.trimEnd();
  return [
    tokens((canvas) => [
      ...top.map(({ id, share }) => row(canvas, name(id), share)),
      row(canvas, "all other tokens", rest),
    ]),
    `With temperature 0 the model says ${quote(name(first.id))} (token ${first.id}). It becomes the token at position ${position + 1}.`,
  ];
}

function tokens(lines: List["lines"]): List {
  return { lines, keep: "first", what: "tokens" };
}
