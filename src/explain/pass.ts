import type { LanguageModel } from "../generate/language-model.ts";
import { softmax } from "../tensor/operations/softmax.ts";
import { Tensor } from "../tensor/tensor.ts";
import { attentionScores, kvHeadOf } from "./attention-map.ts";
import { readAndLook } from "./reading.ts";

/** A step of a forward pass in numbers. */
export interface PassStep {
  readonly type: "step";
  /** The checkpoint's name of the weight, or of what is computed. */
  readonly step: string;
  readonly shape: readonly number[];
  /** The first numbers of the last token's result. */
  readonly first: readonly number[];
  readonly min: number;
  readonly max: number;
  /** Root mean square of all numbers. */
  readonly rms: number;
  readonly seconds: number;
}

/** A step with its whole result. */
export interface WholeStep {
  readonly step: string;
  readonly result: Tensor<Float32Array>;
  readonly seconds: number;
}

const firstNumbers = 8;

/**
 * Every operation of the pass that reads the last part of a prompt, in order. The scores of attention and its shares (after
 * softmax) are computed again by the plain operations, for the last token: [heads, positions].
 */
export async function* passSteps(
  model: LanguageModel,
  ids: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<WholeStep, void, void> {
  const look = { steps: /^/, tokens: "last part" } as const;
  for await (const { observations } of readAndLook(model, ids, look, signal)) {
    let queries: Tensor<Float32Array> | undefined;
    for (const { step, result, seconds } of observations) {
      if (step.endsWith(".attention.q")) queries = result;
      if (step.endsWith(".attention.heads") && queries !== undefined) {
        yield* scoresAndShares(model, step, queries, ids.length - 1);
      }
      yield { step, result, seconds };
    }
  }
}

/** A step in numbers. */
export function describeStep({ step, result, seconds }: WholeStep): PassStep {
  const { data, size, shape } = result.toFloat32();
  let min = Infinity;
  let max = -Infinity;
  let squares = 0;
  for (const value of data) {
    if (value < min) min = value;
    if (value > max) max = value;
    squares += value * value;
  }
  const lastToken = size - size / shape[0];
  const first = [...data.subarray(lastToken, Math.min(lastToken + firstNumbers, size))];
  return { type: "step", step, shape, first, min, max, rms: Math.sqrt(squares / size), seconds };
}

function* scoresAndShares(
  { transformer }: LanguageModel,
  headsStep: string,
  queries: Tensor<Float32Array>,
  position: number,
): Generator<WholeStep, void, void> {
  const { config, caches } = transformer;
  const attention = headsStep.replace(/\.heads$/, "");
  const layer = Number(attention.split(".")[1]);
  const last = queries.select(0, queries.shape[0] - 1);
  const started = performance.now();
  const shape = [config.nHeads, position + 1];
  const scores = Tensor.float32(shape);
  for (let head = 0; head < config.nHeads; head++) {
    const query = last.slice(0, head, head + 1).toFloat32().data;
    const row = attentionScores(query, caches[layer], kvHeadOf(head, config), position);
    scores.data.set(row, head * (position + 1));
  }
  const scored = performance.now();
  const shares = Tensor.float32(shape, scores.data.slice());
  for (let head = 0; head < config.nHeads; head++) softmax(shares.data, head * (position + 1), position + 1);
  const shared = performance.now();
  yield { step: `${attention}.scores`, result: scores, seconds: (scored - started) / 1000 };
  yield { step: `${attention}.shares`, result: shares, seconds: (shared - scored) / 1000 };
}
