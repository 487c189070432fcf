import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { notMetas, quote } from "../checkpoint/problems.ts";
import { FileError } from "../common/errors.ts";
import type { ModelConfig } from "./config.ts";

/** The tensor that a model may do without: it then uses `tok_embeddings.weight` in its place ("tied" weights). */
export const outputWeight = "output.weight";

/**
 * Names and shapes of all tensors of a model, as in Meta's models/llama3/model.py. A matrix that maps n numbers to m
 * has the shape [m, n].
 */
export function expectedTensors(config: ModelConfig): Map<string, readonly number[]> {
  const { dim, hiddenDim, vocabSize } = config;
  const queryDim = config.nHeads * config.headDim;
  const keyValueDim = config.nKvHeads * config.headDim;
  const shapes = new Map<string, readonly number[]>([["tok_embeddings.weight", [vocabSize, dim]]]);
  for (let layer = 0; layer < config.nLayers; layer++) {
    const name = `layers.${layer}`;
    shapes.set(`${name}.attention.wq.weight`, [queryDim, dim]);
    shapes.set(`${name}.attention.wk.weight`, [keyValueDim, dim]);
    shapes.set(`${name}.attention.wv.weight`, [keyValueDim, dim]);
    shapes.set(`${name}.attention.wo.weight`, [dim, queryDim]);
    shapes.set(`${name}.feed_forward.w1.weight`, [hiddenDim, dim]);
    shapes.set(`${name}.feed_forward.w2.weight`, [dim, hiddenDim]);
    shapes.set(`${name}.feed_forward.w3.weight`, [hiddenDim, dim]);
    shapes.set(`${name}.attention_norm.weight`, [dim]);
    shapes.set(`${name}.ffn_norm.weight`, [dim]);
  }
  shapes.set("norm.weight", [dim]);
  shapes.set(outputWeight, [vocabSize, dim]);
  return shapes;
}

const differentModels =
  "consolidated.00.pth and params.json are not of the same model: get both from one place";

/**
 * Holds a checkpoint against the network that params.json describes: all its tensors are there, in the right shapes,
 * and none that the network would have to use but does not know (a further layer, a bias). Tensors that stand apart,
 * such as `rope.freqs` of Llama 2, are left alone.
 * @throws FileError that names the tensor
 */
export function checkLayout(checkpoint: Checkpoint, config: ModelConfig): void {
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
        `has a tensor ${quote(name)}, which params.json does not speak of`,
        differentModels,
      );
    }
  }
}
