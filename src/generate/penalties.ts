/**
 * What makes tokens less likely that occurred before, so that a model does not repeat itself without end. Off, each of
 * them changes nothing.
 */
export interface Penalties {
  /** Divides the logit of a token that occurred if it is positive, multiplies it otherwise. 1: off; below 1 repeats more. */
  readonly repeat: number;
  /** Subtracted from the logit of a token that occurred, however often. 0: off. */
  readonly presence: number;
  /** Subtracted from the logit of a token as often as it occurred. 0: off. */
  readonly frequency: number;
  /** How many of the last tokens of prompt and answer count. 0: none, so everything is off; -1: all. */
  readonly lastTokens: number;
  /** Whether a token is neither counted nor penalized, as those of the chat format: an answer must be able to end. */
  readonly isExempt?: (id: number) => boolean;
}

/** The number of tokens that count if nothing else is said; llama.cpp's default. */
export const defaultLastTokens = 64;

/** Whether penalties change nothing. */
export function areOff({ repeat, presence, frequency, lastTokens }: Penalties): boolean {
  return lastTokens === 0 || (repeat === 1 && presence === 0 && frequency === 0);
}

/**
 * Applies penalties to the logits of the next token, before anything else is done with them.
 *
 * The order and the arithmetic are those of llama.cpp (`llama_sampler_penalties_apply` in its sampler), first the
 * repetition penalty, which is that of CTRL (Keskar et al. 2019) with a rule for negative logits, which division would
 * make more likely; then the frequency and presence penalties, as OpenAI's API reference defines them:
 * `logit - count × frequency - (count > 0) × presence`. As in llama.cpp, and unlike at OpenAI, the prompt counts too.
 * @param logits [vocab], changed in place
 * @param history ids of prompt and answer so far, the newest last
 */
export function penalize(logits: Float32Array, history: readonly number[], penalties: Penalties): void {
  const { repeat, presence, frequency, lastTokens, isExempt } = penalties;
  if (lastTokens === 0) return;
  const counts = new Map<number, number>();
  for (const id of lastTokens < 0 ? history : history.slice(-lastTokens)) {
    if (!isExempt?.(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const [id, count] of counts) {
    const logit = logits[id];
    logits[id] = (logit > 0 ? logit / repeat : logit * repeat) - count * frequency - presence;
  }
}
