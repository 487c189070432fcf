import type { LanguageModel } from "../generate/language-model.ts";
import { likeliest, type NamedLogProbability, predictRows, rowsOf } from "./predictions.ts";
import { readAndLook } from "./reading.ts";

/** What the model would say after a layer, if that were the last. */
export interface LensEntry {
  readonly type: "lens";
  /** "tok_embeddings" or "layers.N". */
  readonly after: string;
  readonly position: number;
  readonly top: readonly NamedLogProbability[];
}

/** The steps after which the lens looks. */
const stream = /^(tok_embeddings|layers\.\d+)$/;

/**
 * The logit lens: final norm and output matrix applied to the residual stream after every layer (nostalgebraist,
 * "interpreting GPT: the logit lens", 2020).
 * @param positions those to look at
 * @param top how many tokens to name
 * @yields layer by layer, for each part of the prompt that goes through the network at once
 */
export async function* lens(
  model: LanguageModel,
  ids: readonly number[],
  positions: readonly number[],
  top: number,
  signal?: AbortSignal,
): AsyncGenerator<LensEntry, void, void> {
  for await (const { first, observations } of readAndLook(
    model,
    ids,
    { steps: stream, tokens: "all" },
    signal,
  )) {
    for (const { step: after, result } of observations) {
      const wanted = positions.filter((position) => position >= first && position < first + result.shape[0]);
      const rows = rowsOf(
        result,
        wanted.map((position) => position - first),
      );
      const entries: LensEntry[] = [];
      await predictRows(
        model,
        rows,
        (row, logits) => {
          entries.push({ type: "lens", after, position: wanted[row], top: likeliest(model, logits, top) });
        },
        signal,
      );
      yield* entries;
    }
  }
}
