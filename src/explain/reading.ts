import { Interrupted } from "../engine/team/team.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { requireFit } from "../generate/session.ts";
import type { Look, Observation } from "../model/parallel/observation.ts";

/** What to look at while a prompt is read. */
export interface ReadingLook {
  readonly steps: RegExp;
  /** Of which tokens: all, those of the last part that goes through the network at once, or the last one alone. */
  readonly tokens: "all" | "last part" | "last";
}

/** A part of a prompt that went through the network at once. */
export interface ReadPart {
  /** Position of its first token. */
  readonly first: number;
  readonly observations: readonly Observation[];
  /** The scores after its last token [vocabulary], valid until the network is used again. */
  readonly logits: Float32Array;
}

/**
 * Reads a prompt from its beginning, part by part, and looks at steps of the forward pass. What was in the KV cache is gone.
 * @yields the parts that are looked at
 * @throws UserError when the prompt does not fit the context, Interrupted when the signal is aborted
 */
export async function* readAndLook(
  { transformer }: LanguageModel,
  ids: readonly number[],
  { steps, tokens }: ReadingLook,
  signal?: AbortSignal,
): AsyncGenerator<ReadPart, void, void> {
  const { context, batch } = transformer.options.sizes;
  requireFit(ids, context);
  const interrupt = (): void => transformer.interrupt();
  signal?.addEventListener("abort", interrupt);
  try {
    for (let first = 0; first < ids.length; first += batch) {
      if (signal?.aborted) throw new Interrupted();
      const part = ids.slice(first, first + batch);
      const isLast = first + batch >= ids.length;
      if (tokens !== "all" && !isLast) {
        await transformer.forward(part, first, false);
        continue;
      }
      const observations: Observation[] = [];
      const see = (observation: Observation) => void observations.push(observation);
      const look: Look = { steps, lastOnly: tokens === "last", see };
      const logits = await transformer.forwardAndLook(part, first, look);
      yield { first, observations, logits };
    }
  } finally {
    signal?.removeEventListener("abort", interrupt);
  }
}
