import { bytesPerElement } from "../common/dtype.ts";
import type { ModelConfig } from "../model/config.ts";
import type { ModelFiles } from "../model/open.ts";
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

/** What `inspect` tells of a model. */
export function describeModel({ folder, config, params, tensors: infos }: ModelFiles): Metadata {
  const tensors = [...infos.values()].map(({ name, dtype, shape, file, offset }) => {
    return { name, dtype, shape, bytes: elementCount(shape) * bytesPerElement[dtype], file, offset };
  });
  return {
    folder,
    config,
    params,
    tensors,
    elements: tensors.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    bytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
