import { createRandom } from "../../generate/random.ts";
import type { ModelConfig } from "../../model/config.ts";
import {
  type BlockWeight,
  blockName,
  blockWeights,
  expectedTensors,
  outputWeight,
} from "../../model/tensors.ts";
import { elementCount } from "../../tensor/shape.ts";
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
export type LayerParameters = Readonly<Record<BlockWeight, Matrix>>;

/** The parameters of the network, or their gradients, as matrices. */
export interface NetworkParameters {
  /** [vocabulary, dim]; also the output matrix, which makes a small model better than two of half the use would. */
  readonly tokEmbeddings: Matrix;
  readonly layers: readonly LayerParameters[];
  readonly norm: Matrix;
}

const usualDeviation = 0.02;

/** All parameters of a network, one after the other. The output matrix is the embedding table. */
export function listParameters(config: ModelConfig): Parameter[] {
  let offset = 0;
  return [...expectedTensors(config)]
    .filter(([name]) => name !== outputWeight)
    .map(([name, shape]) => {
      const size = elementCount(shape);
      const isMatrix = shape.length === 2;
      const isDecayed = isMatrix && name !== "tok_embeddings.weight";
      const deviation = isMatrix ? initialDeviation(name, config.nLayers) : 0;
      offset += size;
      return { name, shape, offset: offset - size, size, isDecayed, deviation };
    });
}

/**
 * Each block adds to the residual stream twice, which would grow with the number of blocks: the matrices that add to it begin
 * smaller (GPT-2's initialization; Radford et al., "Language Models are Unsupervised Multitask Learners", 2019).
 */
function initialDeviation(name: string, nLayers: number): number {
  const addsToStream = /\.(wo|w2)\.weight$/.test(name);
  return addsToStream ? usualDeviation / Math.sqrt(2 * nLayers) : usualDeviation;
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
  const block = (n: number): LayerParameters => {
    const weights = Object.keys(blockWeights) as BlockWeight[];
    const entries = weights.map((weight) => [weight, matrix(blockName(n, weight))]);
    return Object.fromEntries(entries);
  };
  const count = parameters.filter(({ name }) => name.endsWith(".attention_norm.weight")).length;
  const layers = Array.from({ length: count }, (_, n) => block(n));
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
