import { Interrupted } from "../engine/team/team.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { logSumExp, type TokenLogProbability, topLogProbabilities } from "../generate/log-probabilities.ts";
import { logitRows } from "../model/activations.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The likeliest tokens with their texts, the likeliest first. */
export interface NamedLogProbability extends TokenLogProbability {
  readonly text: string;
}

/**
 * Calls a function with the logits that the final norm and the output matrix give for vectors of the residual stream.
 * @param rows [tokens, dim]
 * @throws Interrupted when the signal is aborted
 * @param use called with the number of each row and its logits [vocabulary], which are valid only until it returns
 */
export async function predictRows(
  { transformer }: LanguageModel,
  rows: Tensor<Float32Array>,
  use: (row: number, logits: Float32Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  const [count] = rows.shape;
  for (let from = 0; from < count; from += logitRows) {
    if (signal?.aborted) throw new Interrupted();
    const to = Math.min(from + logitRows, count);
    const logits = await transformer.predict(rows.slice(0, from, to));
    const [, vocabulary] = logits.shape;
    for (let row = from; row < to; row++) {
      const start = logits.offset + (row - from) * logits.strides[0];
      use(row, logits.data.subarray(start, start + vocabulary));
    }
  }
}

/** The k likeliest tokens by some logits [vocabulary], with their texts. */
export function likeliest(
  { tokenizer }: LanguageModel,
  logits: Float32Array,
  k: number,
  normalizer = logSumExp(logits),
): NamedLogProbability[] {
  return topLogProbabilities(logits, k, normalizer).map(({ id, logprob }) => {
    return { id, text: tokenizer.decode([id]), logprob };
  });
}
