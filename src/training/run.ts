import type { CurvePoint } from "./curve.ts";
import { roundedWeights, weightsOf } from "./model-file.ts";
import { learningRate, type TrainingSettings } from "./settings.ts";
import type { Progress } from "./state.ts";
import type { Trainer } from "./trainer.ts";

/** How often a training stops to look at itself, in steps. */
export interface Intervals {
  /** A point of the curve. */
  readonly point: number;
  /** The loss of what is held out; a multiple of `point`. */
  readonly heldOut: number;
}

/**
 * Trains from where `progress` stands to the end.
 * @param onPoint called after every point of the curve, all points with it
 * @returns the whole curve
 */
export async function runTraining(
  trainer: Trainer,
  settings: TrainingSettings,
  intervals: Intervals,
  progress: Progress,
  onPoint: (curve: readonly CurvePoint[]) => void,
): Promise<readonly CurvePoint[]> {
  const curve = [...progress.curve];
  for (let from = progress.steps; from < settings.steps; ) {
    const to = Math.min(from + intervals.point, settings.steps);
    const results = await trainer.train(from, to);
    const isMeasured = to % intervals.heldOut === 0 || to === settings.steps;
    curve.push({
      step: to,
      tokens: Math.fround((curve.at(-1)?.tokens ?? 0) + trainer.tokens(from, to)),
      learningRate: Math.fround(learningRate(to - 1, settings)),
      loss: Math.fround(results.reduce((sum, { loss }) => sum + loss, 0) / results.length),
      heldOut: isMeasured ? Math.fround(await trainer.evaluate()) : undefined,
    });
    onPoint(curve);
    from = to;
  }
  return curve;
}

/** What the model is worth once its weights are rounded to bfloat16. The trainer has them then. */
export async function evaluateRounded(trainer: Trainer): Promise<{ patterns: Uint16Array; heldOut: number }> {
  const patterns = roundedWeights(trainer.weights);
  trainer.weights.set(weightsOf(patterns));
  return { patterns, heldOut: await trainer.evaluate() };
}
