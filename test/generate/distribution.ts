import type { SamplerOptions } from "../../src/generate/sampler.ts";

/** What is done to a distribution, by name; tests put the steps in other orders to see that it shows. */
export type Step = "temperature" | "top-k" | "top-p" | "min-p";

/**
 * The exact probability of each token that may be drawn, from the definitions: all sorted, every step on
 * probabilities that add to 1. The tokens come in falling order, of equal ones the lower id first.
 */
export function byDefinition(
  logits: Float32Array,
  options: SamplerOptions,
  steps: Step[],
): Map<number, number> {
  let tokens = normalize(Array.from(logits, (logit, id) => ({ id, p: Math.exp(logit) }))).sort(
    (a, b) => b.p - a.p || a.id - b.id,
  );
  for (const step of steps) {
    if (step === "temperature")
      tokens = tokens.map(({ id, p }) => ({ id, p: p ** (1 / options.temperature) }));
    if (step === "top-k" && options.topK > 0) tokens = tokens.slice(0, options.topK);
    if (step === "min-p") tokens = tokens.filter(({ p }) => p >= options.minP * tokens[0].p);
    if (step === "top-p") {
      let before = 0;
      tokens = tokens.filter(({ p }) => {
        const kept = before < options.topP;
        before += p;
        return kept;
      });
    }
    tokens = normalize(tokens);
  }
  return new Map(tokens.map(({ id, p }) => [id, p]));
}

function normalize(tokens: { id: number; p: number }[]): { id: number; p: number }[] {
  const sum = tokens.reduce((total, { p }) => total + p, 0);
  return tokens.map(({ id, p }) => ({ id, p: p / sum }));
}

/** How often each token is drawn. */
export function countDraws(
  sample: (logits: Float32Array) => number,
  logits: Float32Array,
  draws: number,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const id = sample(logits);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** Pearson's statistic: the sum of (observed - expected)² / expected. Infinity where the impossible was drawn. */
export function chiSquared(counts: Map<number, number>, exact: Map<number, number>): number {
  const draws = counts.values().reduce((total, count) => total + count, 0);
  let statistic = 0;
  for (const [id, p] of exact) statistic += ((counts.get(id) ?? 0) - draws * p) ** 2 / (draws * p);
  return counts.keys().every((id) => exact.has(id)) ? statistic : Infinity;
}

/** What the statistic exceeds once in 10,000 times by chance (Wilson and Hilferty's approximation). */
export function chiSquaredLimit(exact: Map<number, number>): number {
  const freedom = exact.size - 1;
  if (freedom === 0) return 1e-9;
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + 3.719 * Math.sqrt(spread)) ** 3;
}
