import { readCheckpoint } from "../checkpoint/checkpoint.ts";
import { readParams } from "../checkpoint/params.ts";
import { bytesPerElement } from "../common/dtype.ts";
import { type ModelConfig, modelConfig } from "../model/config.ts";
import { checkLayout } from "../model/layout.ts";
import { elementCount } from "../tensor/shape.ts";

/** A tensor as `inspect` tells of it. */
interface TensorLine {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  readonly file: string;
  readonly offset: number;
}

/** A model's description. */
export interface Metadata {
  readonly folder: string;
  readonly config: ModelConfig;
  /** params.json as it is. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly tensors: readonly TensorLine[];
  readonly elements: number;
  readonly bytes: number;
}

/** Reads a model's description; the weights stay on disk. @throws UserError */
export function readMetadata(folder: string): Metadata {
  const params = readParams(folder);
  const checkpoint = readCheckpoint(folder);
  const embeddings = checkpoint.tensors.get("tok_embeddings.weight");
  const config = modelConfig(params, embeddings?.shape[0]);
  checkLayout(checkpoint, config);
  const tensors = [...checkpoint.tensors.values()].map(({ name, dtype, shape, file, offset }) => {
    return { name, dtype, shape, bytes: elementCount(shape) * bytesPerElement[dtype], file, offset };
  });
  return {
    folder,
    config,
    params: params.raw,
    tensors,
    elements: tensors.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    bytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
