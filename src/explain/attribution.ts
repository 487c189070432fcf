import { mapRows, readRows } from "../checkpoint/rows.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { logProbability, logSumExp } from "../generate/log-probabilities.ts";
import { argmax } from "../generate/sampler.ts";
import { partNames } from "../model/switches.ts";
import { outputWeight } from "../model/tensors.ts";
import { rowAsFloat32 } from "../tensor/operations/linear.ts";
import { Tensor } from "../tensor/tensor.ts";
import { readAndLook } from "./reading.ts";

/** How much a part of the network adds to a token's logit. */
export interface LogitPart {
  readonly type: "part";
  /** "tok_embeddings", "layers.N.attention.heads.H" or "layers.N.feed_forward". */
  readonly part: string;
  readonly logit: number;
}

/** The logit as a whole. */
export interface AttributionSummary {
  readonly type: "summary";
  readonly id: number;
  readonly text: string;
  /** The token that it is compared with. */
  readonly instead?: { readonly id: number; readonly text: string };
  /** The model's own logit, or the difference of the two. */
  readonly logit: number;
  /** The sum of all parts. */
  readonly sum: number;
  readonly logprob: number;
}

/** Which token's logit is taken apart. */
export interface AttributionOptions {
  /** The likeliest if left out. */
  readonly token?: number;
  /** Another token, whose logit is taken off. */
  readonly instead?: number;
  /** The parts that are switched off: they add nothing. */
  readonly without: readonly string[];
}

/**
 * Direct logit attribution (Elhage et al., "A Mathematical Framework for Transformer Circuits", 2021). The last token's residual
 * stream is a sum: its embedding, the result of every head through its columns of wo, and the result of every feed-forward
 * part. With the scale of the final norm held fixed, norm and output are linear, so the logit is the sum of what each adds.
 */
export async function* attribution(
  model: LanguageModel,
  ids: readonly number[],
  { token, instead, without }: AttributionOptions,
  signal?: AbortSignal,
): AsyncGenerator<LogitPart | AttributionSummary, void, void> {
  const { config } = model.transformer;
  const { tensors } = model.files;
  const last = `layers.${config.nLayers - 1}`;
  const steps = new RegExp(
    `^(tok_embeddings|layers\\.\\d+\\.(attention\\.heads|feed_forward\\.w2)|${last.replaceAll(".", "\\.")})$`,
  );
  for await (const { observations, logits } of readAndLook(model, ids, { steps, tokens: "last" }, signal)) {
    const results = new Map(observations.map(({ step, result }) => [step, result.toFloat32().data]));
    const result = (step: string): Float32Array => {
      const found = results.get(step);
      if (found === undefined) throw new Error(`step ${step} was not observed`);
      return found;
    };
    const id = token ?? argmax(logits);
    const normalizer = logSumExp(logits);
    const logit = logits[id] - (instead === undefined ? 0 : logits[instead]);
    const logprob = logProbability(logits, id, normalizer);
    const direction = logitDirection(model, result(last), id, instead);
    let sum = 0;
    const isOff = new Set(without);
    const part = (name: string, value: number, ...switches: string[]): LogitPart => {
      const logit = switches.some((each) => isOff.has(each)) ? 0 : value;
      sum += logit;
      return { type: "part", part: name, logit };
    };
    yield part("tok_embeddings", product(result("tok_embeddings"), direction));
    for (let n = 0; n < config.nLayers; n++) {
      const attention = partNames.attention(n);
      const heads = headProducts(
        result(`${attention}.heads`),
        tensorOf(tensors, `${attention}.wo`),
        direction,
        config.nHeads,
      );
      for (const [h, value] of heads.entries()) {
        const head = partNames.head(n, h);
        yield part(head, value, attention, head);
      }
      const feedForward = partNames.feedForward(n);
      yield part(feedForward, product(result(`${feedForward}.w2`), direction), feedForward);
    }
    const text = (of: number) => model.tokenizer.decode([of]);
    yield {
      ...{ type: "summary", id, text: text(id) },
      ...(instead !== undefined && { instead: { id: instead, text: text(instead) } }),
      ...{ logit, sum, logprob },
    };
  }
}

/**
 * The direction in the residual stream that a logit measures: the output row times the norm's weight, times the scale that the
 * norm has for this stream.
 * @param stream the last token's residual stream after the last layer [dim]
 */
function logitDirection(
  { files, transformer }: LanguageModel,
  stream: Float32Array,
  id: number,
  instead: number | undefined,
): Float64Array {
  const { tensors, config } = { tensors: files.tensors, config: transformer.config };
  const squares = stream.reduce((sum, value) => sum + value * value, 0);
  const scale = 1 / Math.sqrt(squares / config.dim + config.normEps);
  const norm = vectorOf(tensorOf(tensors, "norm"));
  const output = tensorOf(tensors, tensors.has(outputWeight) ? "output" : "tok_embeddings");
  const row = rowOf(output, id);
  const other = instead === undefined ? undefined : rowOf(output, instead);
  return Float64Array.from(row, (value, i) => scale * norm[i] * (value - (other?.[i] ?? 0)));
}

/**
 * What every head adds in a direction: Σ over d and i of direction[d] × wo[d, head × headDim + i] × result[head, i].
 * @param results of the heads [heads × headDim]
 * @param wo [dim, heads × headDim]
 * @param direction [dim]
 */
export function headProducts(
  results: Float32Array,
  wo: TensorInfo,
  direction: Float64Array,
  heads: number,
): number[] {
  const [dim, width] = wo.shape;
  // woᵀ direction: what a number in a head's result adds
  const weights = new Float64Array(width);
  const matrix = matrixOf(wo);
  const row = new Float32Array(width);
  for (let d = 0; d < dim; d++) {
    rowAsFloat32(matrix, d, row);
    for (let i = 0; i < width; i++) weights[i] += direction[d] * row[i];
  }
  const headDim = width / heads;
  return Array.from({ length: heads }, (_, head) => {
    let sum = 0;
    for (let i = head * headDim; i < (head + 1) * headDim; i++) sum += weights[i] * results[i];
    return sum;
  });
}

function product(a: Float32Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function tensorOf(tensors: ReadonlyMap<string, TensorInfo>, name: string): TensorInfo {
  const info = tensors.get(`${name}.weight`);
  if (info === undefined) throw new Error(`no tensor ${name}.weight in a layout that was checked`);
  return info;
}

function matrixOf(info: TensorInfo): Tensor {
  const [rows] = info.shape;
  return new Tensor(
    mapRows(info, 0, rows) ?? readRows(info, 0, rows, "read").elements,
    info.dtype,
    info.shape,
  );
}

function rowOf(info: TensorInfo, row: number): Float32Array {
  const { elements } = readRows(info, row, row + 1, "read");
  return new Tensor(elements, info.dtype, [info.shape[1]]).toFloat32().data;
}

function vectorOf(info: TensorInfo): Float32Array {
  const { elements } = readRows(info, 0, info.shape[0], "read");
  return new Tensor(elements, info.dtype, info.shape).toFloat32().data;
}
