import { attentionMaps } from "../explain/attention-map.ts";
import { attribution } from "../explain/attribution.ts";
import { lens } from "../explain/lens.ts";
import { describeStep, passSteps } from "../explain/pass.ts";
import { surprise } from "../explain/surprise.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { stepNames } from "./pass/steps.ts";
import type { Asked, View } from "./view.ts";

/** How many likely tokens are named, if that is not said. */
const usualTop = { tokens: 10, lens: 5 };

/** The view as objects, one a line. @throws Interrupted when the signal is aborted */
export function jsonLines(
  view: View,
  model: LanguageModel,
  ids: readonly number[],
  asked: Asked,
  signal: AbortSignal,
): AsyncGenerator<object, void, void> {
  switch (view) {
    case "tokens":
      return surprise(model, ids, asked.top ?? usualTop.tokens, signal);
    case "lens":
      return lens(model, ids, asked.positions, asked.top ?? usualTop.lens, signal);
    case "attention":
      return attentionMaps(model, ids, asked.layers, asked.heads, signal);
    case "why":
      return attribution(model, ids, asked, signal);
    case "pass":
      return stepLines(model, ids, asked.step, signal);
  }
}

async function* stepLines(
  model: LanguageModel,
  ids: readonly number[],
  begin: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<object, void, void> {
  const names = stepNames(model.transformer.config);
  const wanted = new Set(names.slice(begin === undefined ? 0 : names.indexOf(begin)));
  for await (const step of passSteps(model, ids, signal)) {
    if (wanted.has(step.step)) yield describeStep(step);
  }
}
