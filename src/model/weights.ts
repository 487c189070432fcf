import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { Embedding, Engine, Linear, Norm } from "../engine/engine.ts";
import type { ModelConfig } from "./config.ts";
import { outputWeight } from "./layout.ts";

/** The weights of a block, by the checkpoint's names. */
export interface LayerWeights {
  readonly attentionNorm: Norm;
  readonly wq: Linear;
  readonly wk: Linear;
  readonly wv: Linear;
  readonly wo: Linear;
  readonly ffnNorm: Norm;
  readonly w1: Linear;
  readonly w2: Linear;
  readonly w3: Linear;
}

/** The weights of the whole network. */
export interface Weights {
  readonly tokEmbeddings: Embedding;
  readonly layers: readonly LayerWeights[];
  readonly norm: Norm;
  readonly output: Linear;
}

/**
 * Hands a checkpoint's tensors to an engine. They must have passed `checkLayout`.
 * @param onTensor called for each that is loaded
 * @throws FileError when reading fails
 */
export function loadWeights(
  tensors: ReadonlyMap<string, TensorInfo>,
  config: ModelConfig,
  engine: Engine,
  onTensor: () => void = () => {},
): Weights {
  const tensor = (name: string): TensorInfo => {
    const info = tensors.get(name);
    if (info === undefined) throw new Error(`no tensor ${name} in a layout that was checked`);
    onTensor();
    return info;
  };
  const linear = (name: string) => engine.linear(tensor(`${name}.weight`));
  const norm = (name: string) => engine.rmsNorm(tensor(`${name}.weight`), config.normEps);
  const layer = (n: number): LayerWeights => ({
    attentionNorm: norm(`layers.${n}.attention_norm`),
    wq: linear(`layers.${n}.attention.wq`),
    wk: linear(`layers.${n}.attention.wk`),
    wv: linear(`layers.${n}.attention.wv`),
    wo: linear(`layers.${n}.attention.wo`),
    ffnNorm: norm(`layers.${n}.ffn_norm`),
    w1: linear(`layers.${n}.feed_forward.w1`),
    w2: linear(`layers.${n}.feed_forward.w2`),
    w3: linear(`layers.${n}.feed_forward.w3`),
  });
  return {
    tokEmbeddings: engine.embedding(tensor("tok_embeddings.weight")),
    layers: Array.from({ length: config.nLayers }, (_, n) => layer(n)),
    norm: norm("norm"),
    output: linear(tensors.has(outputWeight) ? "output" : "tok_embeddings"),
  };
}
