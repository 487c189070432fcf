import { bytesPerElement } from "../common/dtype.ts";
import type { ModelConfig } from "../model/config.ts";
import type { ModelFiles } from "../model/open.ts";
import { elementCount } from "../tensor/shape.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** A tensor in the list of `inspect`. */
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
  readonly format: string;
  readonly config: ModelConfig;
  /** The content of params.json. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly tensors: readonly TensorLine[];
  /** Elements and bytes of all tensors in the list. */
  readonly elements: number;
  readonly bytes: number;
  /** Elements and bytes in the file: tensors that share their storage, as tied weights do, count once. */
  readonly parameters: number;
  readonly parameterBytes: number;
  /** Undefined when the model has no tokenizer that can be read. */
  readonly vocabulary?: { readonly kind: string; readonly ordinary: number; readonly special: number };
}

/** What `inspect` tells of a model. */
export function describeModel(files: ModelFiles, tokenizer?: Tokenizer): Metadata {
  const { folder, format, config, params } = files;
  const tensors = [...files.tensors.values()].map(({ name, dtype, shape, file, offset }) => {
    return { name, dtype, shape, bytes: elementCount(shape) * bytesPerElement[dtype], file, offset };
  });
  const stored = new Map(
    tensors.map((tensor) => [`${tensor.offset} ${tensor.bytes} ${tensor.file}`, tensor]),
  );
  const elements = (lines: Iterable<TensorLine>) => sum(lines, ({ shape }) => elementCount(shape));
  const bytes = (lines: Iterable<TensorLine>) => sum(lines, (line) => line.bytes);
  return {
    ...{ folder, format, config, params, tensors },
    elements: elements(tensors),
    bytes: bytes(tensors),
    parameters: elements(stored.values()),
    parameterBytes: bytes(stored.values()),
    vocabulary: tokenizer && {
      kind: "byte pair encoding over bytes, in tiktoken's format",
      ordinary: tokenizer.special.beginOfText,
      special: tokenizer.vocabSize - tokenizer.special.beginOfText,
    },
  };
}

function sum<Item>(items: Iterable<Item>, value: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += value(item);
  return total;
}
