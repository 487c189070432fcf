import type { LanguageModel } from "../generate/language-model.ts";
import { logProbability, logSumExp } from "../generate/log-probabilities.ts";
import { piecesOf } from "../tokenizer/pieces.ts";
import { likeliest, type NamedLogProbability, predictRows } from "./predictions.ts";
import { readAndLook } from "./reading.ts";

/** How a model would have foretold a token of a text, given those before it. */
export interface TokenSurprise {
  readonly type: "token";
  readonly position: number;
  readonly id: number;
  readonly text: string;
  /** Natural logarithm of the token's probability; null for the first token, which nothing is before. */
  readonly logprob: number | null;
  /** 1 for the likeliest token. */
  readonly rank: number | null;
  /** Entropy of the whole distribution, in nats: how uncertain the model was. */
  readonly entropy: number | null;
  readonly top?: readonly NamedLogProbability[];
}

/** A text as a whole. */
export interface SurpriseSummary {
  readonly type: "summary";
  readonly tokens: number;
  /** Sum of the logarithms of all tokens but the first. */
  readonly logprob: number;
  /** e to the mean surprise per token (without the first): as uncertain as a choice among so many equally likely tokens. */
  readonly perplexity: number;
}

/**
 * How surprising each token of a text is to a model.
 * @param top how many of the likeliest tokens to name at each position
 */
export async function* surprise(
  model: LanguageModel,
  ids: readonly number[],
  top: number,
  signal?: AbortSignal,
): AsyncGenerator<TokenSurprise | SurpriseSummary, void, void> {
  const pieces = piecesOf(model.tokenizer, ids);
  const last = `layers.${model.transformer.config.nLayers - 1}`;
  let total = 0;
  yield {
    ...{ type: "token", position: 0, id: ids[0], text: pieces[0] },
    ...{ logprob: null, rank: null, entropy: null },
  };
  const steps = new RegExp(`^${last.replaceAll(".", "\\.")}$`);
  for await (const { first, observations } of readAndLook(model, ids, { steps, tokens: "all" }, signal)) {
    const [{ result }] = observations;
    const tokens: TokenSurprise[] = [];
    await predictRows(
      model,
      result,
      (row, logits) => {
        const position = first + row + 1;
        if (position >= ids.length) return;
        const judged = judge(logits, ids[position]);
        total += judged.logprob;
        const { normalizer, ...numbers } = judged;
        tokens.push({
          ...{ type: "token", position, id: ids[position], text: pieces[position], ...numbers },
          top: likeliest(model, logits, top, normalizer),
        });
      },
      signal,
    );
    yield* tokens;
  }
  yield {
    ...{ type: "summary", tokens: ids.length, logprob: total },
    perplexity: Math.exp(-total / Math.max(1, ids.length - 1)),
  };
}

/**
 * How a distribution foretold a token.
 * @param logits [vocabulary]
 */
export function judge(logits: Float32Array, id: number) {
  const normalizer = logSumExp(logits);
  return {
    normalizer,
    logprob: logProbability(logits, id, normalizer),
    rank: rankOf(logits, id),
    entropy: entropyOf(logits, normalizer),
  };
}

/** The rank of a token by its logit: one more than the number of tokens with a higher one. */
export function rankOf(logits: Float32Array, id: number): number {
  let rank = 1;
  for (let other = 0; other < logits.length; other++) if (logits[other] > logits[id]) rank++;
  return rank;
}

/**
 * The entropy -Σ p ln p of softmax(logits), in nats.
 * @param normalizer `logSumExp` of the logits
 */
export function entropyOf(logits: Float32Array, normalizer: number): number {
  let mean = 0;
  for (let id = 0; id < logits.length; id++) {
    const logprob = logits[id] - normalizer;
    if (logprob > -Infinity) mean += Math.exp(logprob) * logprob;
  }
  // -0 becomes 0
  return 0 - mean;
}
