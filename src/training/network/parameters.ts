import { createRandom } from "../../generate/random.ts";
import type { ModelConfig } from "../../model/config.ts";
import { type Matrix, matrixAt } from "./matrix.ts";

/** A tensor that is learned, and its place among all of them. */
export interface Parameter {
  /** As in the checkpoint. */
  readonly name: string;
  /** [rows, columns], or [columns] of a norm. */
  readonly shape: readonly number[];
  /** Where it begins in the row of all parameters, in numbers. */
  readonly offset: number;
  readonly size: number;
  /** Whether weight decay pulls it towards zero: matrices, but neither norms nor embeddings. */
  readonly isDecayed: boolean;
  /** Standard deviation at the start; 0 for a norm, which starts as ones. */
  readonly deviation: number;
}

/** The parameters of a block, or their gradients, as matrices. */
export interface LayerParameters {
  readonly attentionNorm: Matrix;
  readonly wq: Matrix;
  readonly wk: Matrix;
  readonly wv: Matrix;
  readonly wo: Matrix;
  readonly ffnNorm: Matrix;
  readonly w1: Matrix;
  readonly w2: Matrix;
  readonly w3: Matrix;
}

/** The parameters of the network, or their gradients, as matrices. */
export interface NetworkParameters {
  /** [vocabulary, dim]; also the output matrix, which makes a small model better than two of half the use would. */
  readonly tokEmbeddings: Matrix;
  readonly layers: readonly LayerParameters[];
  readonly norm: Matrix;
}

const usualDeviation = 0.02;

/** All parameters of a network, one behind the other. The output matrix is the embedding table. */
export function listParameters(config: ModelConfig): Parameter[] {
  const { dim, hiddenDim, nHeads, nKvHeads, headDim, nLayers, vocabSize } = config;
  // Each block adds twice to the residual stream, so that its width grows with their number (GPT-2's initialization)
  const residual = usualDeviation / Math.sqrt(2 * nLayers);
  const parameters: Parameter[] = [];
  let offset = 0;
  const add = (name: string, shape: number[], deviation: number, isDecayed = true) => {
    const size = shape.reduce((a, b) => a * b);
    parameters.push({ name: `${name}.weight`, shape, offset, size, isDecayed, deviation });
    offset += size;
  };
  add("tok_embeddings", [vocabSize, dim], usualDeviation, false);
  for (let n = 0; n < nLayers; n++) {
    const at = `layers.${n}`;
    add(`${at}.attention_norm`, [dim], 0, false);
    add(`${at}.attention.wq`, [nHeads * headDim, dim], usualDeviation);
    add(`${at}.attention.wk`, [nKvHeads * headDim, dim], usualDeviation);
    add(`${at}.attention.wv`, [nKvHeads * headDim, dim], usualDeviation);
    add(`${at}.attention.wo`, [dim, nHeads * headDim], residual);
    add(`${at}.ffn_norm`, [dim], 0, false);
    add(`${at}.feed_forward.w1`, [hiddenDim, dim], usualDeviation);
    add(`${at}.feed_forward.w2`, [dim, hiddenDim], residual);
    add(`${at}.feed_forward.w3`, [hiddenDim, dim], usualDeviation);
  }
  add("norm", [dim], 0, false);
  return parameters;
}

/** How many numbers all of them have. */
export function parameterCount(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { size }) => sum + size, 0);
}

/** The parameters that lie from an address on, as matrices. */
export function parametersAt(parameters: readonly Parameter[], address: number): NetworkParameters {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const matrix = (name: string): Matrix => {
    const parameter = byName.get(`${name}.weight`);
    if (parameter === undefined) throw new Error(`no parameter ${name}`);
    const { offset, size, shape } = parameter;
    const columns = shape[shape.length - 1];
    return matrixAt(address + offset * 4, size / columns, columns);
  };
  const layers: LayerParameters[] = [];
  while (byName.has(`layers.${layers.length}.attention_norm.weight`)) {
    const at = `layers.${layers.length}`;
    layers.push({
      attentionNorm: matrix(`${at}.attention_norm`),
      wq: matrix(`${at}.attention.wq`),
      wk: matrix(`${at}.attention.wk`),
      wv: matrix(`${at}.attention.wv`),
      wo: matrix(`${at}.attention.wo`),
      ffnNorm: matrix(`${at}.ffn_norm`),
      w1: matrix(`${at}.feed_forward.w1`),
      w2: matrix(`${at}.feed_forward.w2`),
      w3: matrix(`${at}.feed_forward.w3`),
    });
  }
  return { tokEmbeddings: matrix("tok_embeddings"), layers, norm: matrix("norm") };
}

/** Fills all parameters with their first values: normally distributed, from a seed, and ones for the norms. */
export function initialize(parameters: readonly Parameter[], values: Float32Array, seed: number): void {
  const normal = createNormal(createRandom(seed));
  for (const { offset, size, deviation } of parameters) {
    for (let i = offset; i < offset + size; i++) values[i] = deviation === 0 ? 1 : deviation * normal();
  }
}

/** Numbers of the standard normal distribution, two from two uniform ones (Box and Muller, 1958). */
function createNormal(random: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
