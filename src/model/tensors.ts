import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { notMetas, quote } from "../checkpoint/problems.ts";
import { FileError } from "../common/errors.ts";
import type { ModelConfig } from "./config.ts";

/** The weights of a block, and their names in the checkpoint. */
export const blockWeights = {
  attentionNorm: "attention_norm",
  wq: "attention.wq",
  wk: "attention.wk",
  wv: "attention.wv",
  wo: "attention.wo",
  ffnNorm: "ffn_norm",
  w1: "feed_forward.w1",
  w2: "feed_forward.w2",
  w3: "feed_forward.w3",
} as const;

/** A weight of a block. */
export type BlockWeight = keyof typeof blockWeights;

/** The name of a weight of block n in the checkpoint, without the `.weight` at its end. */
export function blockName(n: number, weight: BlockWeight): string {
  return `layers.${n}.${blockWeights[weight]}`;
}

/** The tensor that a model may do without: it then uses `tok_embeddings.weight` in its place ("tied" weights). */
export const outputWeight = "output.weight";

/** The shapes of a block's weights. A matrix that maps n numbers to m has the shape [m, n]. */
function blockShapes(config: ModelConfig): Record<BlockWeight, readonly number[]> {
  const { dim, hiddenDim } = config;
  const queryDim = config.nHeads * config.headDim;
  const keyValueDim = config.nKvHeads * config.headDim;
  return {
    attentionNorm: [dim],
    wq: [queryDim, dim],
    wk: [keyValueDim, dim],
    wv: [keyValueDim, dim],
    wo: [dim, queryDim],
    ffnNorm: [dim],
    w1: [hiddenDim, dim],
    w2: [dim, hiddenDim],
    w3: [hiddenDim, dim],
  };
}

/** Names and shapes of all tensors of a model, as in Meta's models/llama3/model.py. */
export function expectedTensors(config: ModelConfig): Map<string, readonly number[]> {
  const { dim, vocabSize, nLayers } = config;
  const block = Object.entries(blockShapes(config)) as [BlockWeight, readonly number[]][];
  const blocks = Array.from({ length: nLayers }, (_, n) =>
    block.map(([weight, shape]) => [`${blockName(n, weight)}.weight`, shape] as const),
  );
  return new Map([
    ["tok_embeddings.weight", [vocabSize, dim]],
    ...blocks.flat(),
    ["norm.weight", [dim]],
    [outputWeight, [vocabSize, dim]],
  ]);
}

const differentModels =
  "consolidated.00.pth and params.json are not of the same model: get both from one place";

/**
 * Compares a checkpoint with the network that params.json describes: all its tensors are there, in the right shapes, and
 * none that the network would have to use but does not know (a further layer, a bias). Tensors that the network does not
 * use, such as `rope.freqs` of Llama 2, are ignored.
 * @throws FileError that names the tensor
 */
export function checkTensors(checkpoint: Checkpoint, config: ModelConfig): void {
  const [path] = checkpoint.files;
  const expected = expectedTensors(config);
  if (checkpoint.tensors.has("model.embed_tokens.weight")) {
    throw new FileError(path, "has its tensors in Hugging Face's names and order", notMetas);
  }
  for (const [name, shape] of expected) {
    const tensor = checkpoint.tensors.get(name);
    if (tensor === undefined) {
      if (name === outputWeight) continue;
      throw new FileError(path, `has no tensor ${quote(name)}, which params.json asks for`, differentModels);
    }
    if (tensor.shape.length !== shape.length || shape.some((length, axis) => length !== tensor.shape[axis])) {
      throw new FileError(
        path,
        `tensor ${quote(name)} has the shape [${tensor.shape.join(", ")}], but params.json asks for [${shape.join(", ")}]`,
        differentModels,
      );
    }
  }
  for (const name of checkpoint.tensors.keys()) {
    const isPartOfNetwork =
      /^(tok_embeddings|layers|norm|output)\./.test(name) && !name.endsWith("rope.freqs");
    if (isPartOfNetwork && !expected.has(name)) {
      throw new FileError(
        path,
        `has a tensor ${quote(name)}, which params.json does not mention`,
        differentModels,
      );
    }
  }
}
