import type { LanguageModel } from "../generate/language-model.ts";
import { Tensor } from "../tensor/tensor.ts";
import { likeliest, type NamedLogProbability, predictRows } from "./predictions.ts";
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
    const wanted = observations.flatMap(({ step, result }) =>
      positions
        .filter((position) => position >= first && position < first + result.shape[0])
        .map((position) => ({ after: step, position, vector: result.select(0, position - first) })),
    );
    // Together, so that the output matrix is read as few times as possible
    const entries: LensEntry[] = [];
    await predictRows(
      model,
      stack(wanted.map(({ vector }) => vector)),
      (row, logits) => {
        const { after, position } = wanted[row];
        entries.push({ type: "lens", after, position, top: likeliest(model, logits, top) });
      },
      signal,
    );
    yield* entries;
  }
}

/** Vectors [width] as the rows of a matrix. */
function stack(vectors: readonly Tensor<Float32Array>[]): Tensor<Float32Array> {
  const width = vectors[0]?.size ?? 0;
  const data = new Float32Array(vectors.length * width);
  for (const [row, vector] of vectors.entries()) data.set(vector.toFloat32().data, row * width);
  return Tensor.float32([vectors.length, width], data);
}
