import type { LanguageModel } from "./language-model.ts";
import { argmax } from "./sampler.ts";

/** Speeds of several runs, in tokens per second. */
export interface Speed {
  readonly tokens: number;
  readonly median: number;
  readonly best: number;
}

/** How fast a model ran. */
export interface Benchmark {
  readonly model: string;
  readonly engine: string;
  readonly weights: string;
  readonly threads: number;
  readonly loadSeconds: number;
  readonly prompt: Speed;
  readonly decode: Speed;
  /** Bytes of weights that are read for every token. */
  readonly bytesPerToken: number;
  /** How fast the same workers read memory when they do nothing else. */
  readonly memoryBytesPerSecond: number;
  readonly peakRssBytes: number;
}

const runs = 3;

/**
 * Measures a model: several times it reads a prompt of arbitrary tokens and answers it; then the memory is measured.
 * @param promptTokens the length of the prompt
 * @param tokens the length of the answer
 */
export async function measure(
  model: LanguageModel,
  promptTokens: number,
  tokens: number,
): Promise<Benchmark> {
  const { transformer } = model;
  const prompts: number[] = [];
  const steps: number[] = [];
  const ids = Array.from({ length: promptTokens }, (_, i) => (1000 + i * 37) % model.tokenizer.vocabSize);
  for (let run = 0; run < runs; run++) {
    const answer = model.session().generate(ids, {
      // One more than is timed, since the time of the first token is that of the prompt
      maxTokens: tokens + 1,
      stopTokens: new Set(),
      pick: argmax,
    });
    let last = performance.now();
    for (let token = 0; !(await answer.next()).done; token++) {
      const now = performance.now();
      if (token === 0) prompts.push(promptTokens / ((now - last) / 1000));
      else steps.push(1000 / (now - last));
      last = now;
    }
  }
  const { ranks } = transformer.options.sizes;
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  return {
    model: model.name,
    engine: transformer.options.engine,
    weights: transformer.weights,
    threads: ranks,
    loadSeconds: model.loadSeconds,
    prompt: { tokens: promptTokens, ...summary(prompts) },
    decode: { tokens, ...summary(steps) },
    bytesPerToken: model.bytesPerToken,
    memoryBytesPerSecond: await transformer.readSpeed(),
    peakRssBytes,
  };
}

function summary(speeds: readonly number[]): { median: number; best: number } {
  const sorted = [...speeds].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], best: sorted.at(-1) ?? Number.NaN };
}
