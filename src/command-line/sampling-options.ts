import { defaultLastTokens } from "../generate/penalties.ts";
import { randomSeed } from "../generate/random.ts";
import type { SamplerOptions } from "../generate/sampler.ts";
import { specialTokenNames } from "../tokenizer/special-tokens.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import type { repetitionArguments, samplingArguments } from "./chat-arguments.ts";
import type { Values } from "./definitions.ts";
import { integer, real } from "./values.ts";

type SamplingValues = Values<typeof samplingArguments> & Values<typeof repetitionArguments>;

/** How the next token is chosen, as far as the flags say. There is always a seed, so that it can be told. */
export type ChosenSampling = SamplerOptions & Required<Pick<SamplerOptions, "seed" | "penalties">>;

/** What the flags of `samplingArguments` and `repetitionArguments` ask for. @throws UsageError */
export function samplingOptions(args: SamplingValues): ChosenSampling {
  const penalty = { least: -2, most: 2 };
  return {
    temperature: real("temp", args.temp, { least: 0 }) ?? 0,
    topK: integer("top-k", args["top-k"], { least: 0 }) ?? 0,
    topP: real("top-p", args["top-p"], { least: 0, most: 1, isOpen: true }) ?? 1,
    minP: real("min-p", args["min-p"], { least: 0, most: 1 }) ?? 0,
    seed: integer("seed", args.seed, { least: 0 }) ?? randomSeed(),
    penalties: {
      repeat: real("repeat-penalty", args["repeat-penalty"], { least: 0, isOpen: true }) ?? 1,
      presence: real("presence-penalty", args["presence-penalty"], penalty) ?? 0,
      frequency: real("frequency-penalty", args["frequency-penalty"], penalty) ?? 0,
      lastTokens: integer("repeat-last-n", args["repeat-last-n"], { least: -1 }) ?? defaultLastTokens,
    },
  };
}

/**
 * Adds what depends on the vocabulary. Of the special tokens only those that end an answer are drawn: the others have no
 * text, and most were never trained, so that their scores mean nothing. None is penalized for having occurred.
 */
export function forTokenizer(sampling: ChosenSampling, tokenizer: Tokenizer): ChosenSampling {
  const firstSpecial = tokenizer.vocabSize - specialTokenNames.length;
  const special = specialTokenNames.map((_, index) => firstSpecial + index);
  return {
    ...sampling,
    excluded: special.filter((id) => !tokenizer.stopTokens.has(id)),
    penalties: { ...sampling.penalties, isExempt: (id) => id >= firstSpecial },
  };
}
