import { describeStep, type PassStep, passSteps } from "../../explain/pass.ts";
import { predictRows } from "../../explain/predictions.ts";
import type { LanguageModel } from "../../generate/language-model.ts";
import { logProbability, logSumExp } from "../../generate/log-probabilities.ts";
import { argmax } from "../../generate/sampler.ts";
import { outputWeight } from "../../model/tensors.ts";
import { inverseFrequencies } from "../../tensor/rope-frequencies.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { duration, percent } from "../numbers.ts";
import { quote, tokenNames } from "../token-text.ts";
import { looksInShort } from "./attention-findings.ts";
import { choiceFinding, embeddingFinding, idsFinding, outputFinding, textFinding } from "./end-findings.ts";
import { blockFindings } from "./findings.ts";
import type { BlockRun, Content, Run } from "./run.ts";
import { type BlockKind, type StepPlace, stepName, stepPlace } from "./steps.ts";
import { normFinding, relativeSize } from "./stream-findings.ts";

/** A step of the journey, told in words. */
export interface Told extends StepPlace {
  readonly content: readonly Content[];
  /** The step in numbers; undefined for what is not a step of the network. */
  readonly numbers?: PassStep;
}

/** One token's way through the network. */
export interface Journey {
  readonly run: Run;
  /** In order, all of them. */
  readonly steps: readonly Told[];
  /** Of each block, what it did as a whole. */
  readonly blocks: readonly (readonly Content[])[];
}

/**
 * Runs the model, and tells the way of the last token. Of the results it keeps no more than what is shown.
 * @throws Interrupted when the signal is aborted
 */
export async function tellJourney(
  model: LanguageModel,
  ids: readonly number[],
  signal?: AbortSignal,
): Promise<Journey> {
  const { config, options } = model.transformer;
  const run: Run = {
    ...{ config, ids, name: tokenNames(model.tokenizer), position: ids.length - 1 },
    frequencies: inverseFrequencies(config.headDim, config.ropeTheta, config.ropeScaling),
  };
  const teller = new Teller(run, !model.files.tensors.has(outputWeight));
  for await (const { step, result, seconds } of passSteps(model, ids, signal)) {
    teller.tell(stepPlace(step), result, describeStep({ step, result, seconds }));
  }
  const says = await predictions(model, run, teller.streams, signal);
  const text = model.tokenizer.decode(ids);
  const before: Told[] = [
    { kind: "text", layer: undefined, content: textFinding(text, options.engine) },
    { kind: "ids", layer: undefined, content: idsFinding(run) },
  ];
  const isStream = ({ kind }: Told) => kind === "tok_embeddings" || kind === "block";
  const told = teller.steps.map((step) =>
    isStream(step)
      ? {
          ...step,
          content: [
            ...step.content,
            `If the model ended here, it would say ${says[(step.layer ?? -1) + 1]}.`,
          ],
        }
      : step,
  );
  return {
    run,
    steps: [...before, ...told, { kind: "choice", layer: undefined, content: teller.choice }],
    blocks: teller.blocks.map((content, layer) => [
      ...content,
      `Before this block the model would have said ${says[layer]}, after it ${says[layer + 1]}.`,
    ]),
  };
}

/** Tells step after step, and keeps the results of one block at a time. */
class Teller {
  readonly steps: Told[] = [];
  readonly blocks: Content[][] = [];
  /** The last token's residual stream after the embedding and after each block. */
  readonly streams: Float32Array[] = [];
  choice: Content[] = [];
  private results = new Map<string, Tensor<Float32Array>>();
  private seconds = 0;

  constructor(
    private readonly run: Run,
    private readonly isTied: boolean,
  ) {}

  tell(place: StepPlace, result: Tensor<Float32Array>, numbers: PassStep): void {
    const { kind, layer } = place;
    this.results.set(kind, result);
    this.seconds += numbers.seconds;
    this.steps.push({ ...place, numbers, content: this.contentOf(place, result) });
    if (kind === "tok_embeddings" || kind === "block") this.streams.push(lastRow(result));
    if (kind === "block" && layer !== undefined) this.endBlock(this.blockRun(layer, this.streams.at(-2)));
  }

  private contentOf({ kind, layer }: StepPlace, result: Tensor<Float32Array>): Content[] {
    const { run, streams } = this;
    if (layer !== undefined) return blockFindings[kind as BlockKind](this.blockRun(layer, streams.at(-1)));
    if (kind === "tok_embeddings") return embeddingFinding(run);
    const row = lastRow(result);
    if (kind === "norm") return normFinding(streams[streams.length - 1], row);
    this.choice = choiceFinding(run, row);
    return outputFinding(run, row, this.isTied);
  }

  private blockRun(layer: number, stream: Float32Array | undefined): BlockRun {
    if (stream === undefined) throw new Error("a block before the embedding");
    const whole = (kind: BlockKind): Tensor<Float32Array> => {
      const result = this.results.get(kind);
      if (result === undefined) throw new Error(`step ${stepName({ kind, layer })} has not been computed`);
      return result;
    };
    return { ...this.run, layer, stream, whole, last: (kind) => lastRow(whole(kind)) };
  }

  private endBlock(run: BlockRun): void {
    this.blocks.push([
      `Attention adds a vector ${relativeSize(run, "attention.wo")} times as large as the stream. ${looksInShort(run)}`,
      `The feed-forward part adds one ${relativeSize(run, "feed_forward.w2")} times as large. The whole block took ${duration(this.seconds)}.`,
    ]);
    this.results = new Map();
    this.seconds = 0;
  }
}

/** What the model would say after the embedding and after each block. */
async function predictions(
  model: LanguageModel,
  { config, name }: Run,
  streams: readonly Float32Array[],
  signal?: AbortSignal,
): Promise<string[]> {
  const rows = Tensor.float32([streams.length, config.dim]);
  for (const [n, stream] of streams.entries()) rows.data.set(stream, n * config.dim);
  const says: string[] = [];
  await predictRows(
    model,
    rows,
    (_, logits) => {
      const id = argmax(logits);
      const share = Math.exp(logProbability(logits, id, logSumExp(logits)));
      says.push(`${quote(name(id))} (${percent(share)})`);
    },
    signal,
  );
  return says;
}

function lastRow(result: Tensor<Float32Array>): Float32Array {
  return result.select(0, result.shape[0] - 1).toFloat32().data;
}
