import { UserError } from "../common/errors.ts";
import { attribution } from "../explain/attribution.ts";
import { lens } from "../explain/lens.ts";
import { type SurpriseSummary, surprise, type TokenSurprise } from "../explain/surprise.ts";
import { partList } from "../model/part-list.ts";
import { type Canvas, createCanvas } from "../see/canvas.ts";
import { drawLens } from "../see/lens.ts";
import { Progress } from "../see/progress.ts";
import { tokenNames } from "../see/token-text.ts";
import { drawTokens } from "../see/tokens.ts";
import { drawWhy } from "../see/why.ts";
import type { Dialog, LastAnswer } from "./dialog.ts";

// Views of the last answer. They read prompt and answer again, with the results that are in the KV cache already: what the chat
// knows of the cache stays true.

/** How many likely tokens are named. */
const top = 5;
/** The argument that stands for no parts. */
const none = "none";

/** How surprising the tokens of the last answer were to the model that chose them. They are numbered from 1. */
export function showSurprise(dialog: Dialog, signal: AbortSignal): Promise<string[]> {
  const { prompt, ids } = lastAnswer(dialog);
  return look(dialog, async (canvas) => {
    const tokens: TokenSurprise[] = [];
    for await (const line of surprise(dialog.context.model, [...prompt, ...ids], top, signal)) {
      if (line.type !== "token" || line.position < prompt.length) continue;
      tokens.push({ ...line, position: line.position - prompt.length + 1 });
    }
    return drawTokens(tokens, summaryOf(tokens), tokenNames(dialog.context.model.tokenizer), canvas);
  });
}

/**
 * Which parts of the network said a token of the last answer.
 * @param which the number of the token, from 1; the last if it is empty
 */
export function showWhy(dialog: Dialog, which: string, signal: AbortSignal): Promise<string[]> {
  const { before, token } = tokenOf(dialog, which, "/why");
  const { model } = dialog.context;
  return look(dialog, async (canvas) => {
    const options = { token, without: dialog.without };
    const lines = await Array.fromAsync(attribution(model, before, options, signal));
    const parts = lines.filter((line) => line.type === "part");
    const [summary] = lines.filter((line) => line.type === "summary");
    const hint = `/why N looks at token N of the answer, 1 to ${dialog.last?.ids.length}`;
    return drawWhy({ parts, summary, ids: before, name: tokenNames(model.tokenizer), hint }, canvas);
  });
}

/**
 * What the model would have said after each layer in place of a token of the last answer.
 * @param which as for {@link showWhy}
 */
export function showLens(dialog: Dialog, which: string, signal: AbortSignal): Promise<string[]> {
  const { before } = tokenOf(dialog, which, "/lens");
  const { model } = dialog.context;
  return look(dialog, async (canvas) => {
    const entries = await Array.fromAsync(lens(model, before, [before.length - 1], top, signal));
    const hint = "/lens N looks at another token";
    return drawLens({ entries, ids: before, name: tokenNames(model.tokenizer), hint }, canvas);
  });
}

/**
 * Switches parts of the network off for what follows.
 * @param list their names, or "none"; if it is empty, nothing changes
 * @returns what is off then
 * @throws UserError for a part that there is not
 */
export async function switchParts(dialog: Dialog, list: string): Promise<string> {
  const { model, session } = dialog.context;
  if (list !== "") {
    const parts = list === none ? [] : partList("/without", list, model.transformer.config);
    await model.transformer.switchOff(parts);
    // The KV cache holds what the network computed with other parts
    session.forget();
    dialog.without = parts;
    dialog.last = undefined;
  }
  const { without } = dialog;
  return without.length === 0
    ? "all parts are on; /without layers.0.attention, for example, switches one off"
    : `switched off: ${without.join(", ")}\n/without none switches all on`;
}

/** @throws UserError if there is nothing to look at */
function lastAnswer({ last }: Dialog): LastAnswer {
  if (last !== undefined && last.ids.length > 0) return last;
  throw new UserError("there is no answer to look at; say something first");
}

/** A token of the last answer, and all tokens before it. @throws UserError if there is none with that number */
function tokenOf(dialog: Dialog, which: string, command: string): { before: number[]; token: number } {
  const { prompt, ids } = lastAnswer(dialog);
  const number = which === "" ? ids.length : /^\d{1,9}$/.test(which) ? Number(which) : 0;
  if (number < 1 || number > ids.length) {
    throw new UserError(`${command} ${which}: the answer has the tokens 1 to ${ids.length}`);
  }
  return { before: [...prompt, ...ids.slice(0, number - 1)], token: ids[number - 1] };
}

/** Draws for standard error, with the progress in the status line until it is done. */
async function look(
  { context: { model, status, log } }: Dialog,
  draw: (canvas: Canvas) => Promise<string[]>,
): Promise<string[]> {
  const progress = new Progress(model, status);
  try {
    return await draw(createCanvas(process.stderr.columns || 80, log.colors.isColorSupported));
  } finally {
    progress.end();
  }
}

/** The tokens of an answer in numbers. */
function summaryOf(tokens: readonly TokenSurprise[]): SurpriseSummary {
  const logprob = tokens.reduce((sum, token) => sum + (token.logprob ?? 0), 0);
  return {
    ...{ type: "summary", tokens: tokens.length, logprob },
    perplexity: Math.exp(-logprob / Math.max(1, tokens.length)),
  };
}
