import { bytesPerElement, type DType } from "../../common/dtype.ts";
import { FileError } from "../../common/errors.ts";
import type { OpenFile } from "../../common/file.ts";
import { elementCount } from "../../tensor/shape.ts";
import { describe, is, type Storage, type Tensor, type Value } from "../pickle/values.ts";
import { damaged, notMetas, quote } from "../problems.ts";
import type { TensorInfo } from "../tensor-info.ts";

/** Bytes of a storage, and where they begin in the file. */
export interface Place {
  readonly offset: number;
  readonly size: number;
}

// Tied weights are there twice; eight times over leaves room, and nothing that walks all tensors walks forever
const mostSharing = 8;

/**
 * Turns the dictionary that a checkpoint holds (PyTorch's state_dict) into named tensors, each checked to lie within
 * its storage and the storage to fill its place in the file.
 * @param root what the pickle left
 * @param place finds a storage in the file, or says undefined
 * @throws FileError that names the tensor
 */
export function namedTensors(
  file: OpenFile,
  root: Value,
  place: (storage: Storage) => Place | undefined,
): Map<string, TensorInfo> {
  if (!is(root, "dictionary") || root.entries.size === 0) {
    const found = is(root, "dictionary") ? "an empty dictionary" : describe(root);
    throw new FileError(file.path, `holds ${found} in place of named tensors`, notMetas);
  }
  const tensors = new Map<string, TensorInfo>();
  let bytes = 0;
  for (const [name, value] of root.entries) {
    if (typeof name !== "string" || !is(value, "tensor")) {
      const what = `${quote(String(name))} is ${describe(value)} and not a named tensor`;
      throw new FileError(file.path, `its entry ${what}`, notMetas);
    }
    const info = locate(file, name, value, place);
    bytes += elementCount(info.shape) * bytesPerElement[info.dtype];
    if (bytes > mostSharing * file.size) {
      throw damaged(
        file.path,
        `its tensors up to ${quote(name)} claim ${bytes} bytes, many times the size of the file`,
      );
    }
    tensors.set(name, info);
  }
  return tensors;
}

function locate(
  file: OpenFile,
  name: string,
  tensor: Tensor,
  place: (storage: Storage) => Place | undefined,
): TensorInfo {
  const { storage, offset, shape, strides } = tensor;
  const wrong = (what: string) => damaged(file.path, `tensor ${quote(name)} ${what}`);
  const dtype = requireDType(file, `tensor ${quote(name)}`, storage.elementType);
  const found = place(storage);
  if (found === undefined) throw wrong(`is in storage ${quote(storage.key)}, which the file does not have`);
  const size = storage.length * bytesPerElement[dtype];
  if (found.size !== size) {
    throw wrong(
      `is in storage ${quote(storage.key)} of ${size} bytes, but the file has ${found.size} bytes for it`,
    );
  }
  if (!fits(tensor)) {
    throw wrong(
      `of shape [${shape.join(", ")}], strides [${strides.join(", ")}] and offset ${offset} reaches past the ` +
        `${storage.length} elements of its storage`,
    );
  }
  const start = found.offset + offset * bytesPerElement[dtype];
  return { name, dtype, shape, strides, file: file.path, offset: start };
}

/**
 * Whether the last element of a tensor lies within its storage. What passes 2^53 on the way is rounded, but is then
 * larger than any storage of a file on disk.
 */
function fits({ storage, offset, shape, strides }: Tensor): boolean {
  if (elementCount(shape) === 0) return offset <= storage.length;
  const last = shape.reduce((index, length, axis) => index + (length - 1) * strides[axis], offset);
  return last < storage.length;
}

/**
 * The element type, if we compute with it.
 * @param what the tensor or storage, as the error names it
 * @throws FileError
 */
export function requireDType(file: OpenFile, what: string, elementType: string): DType {
  if (isDType(elementType)) return elementType;
  throw new FileError(
    file.path,
    `${what} holds ${elementType}, and llama-nb computes with bfloat16, float16 and float32`,
    "get Meta's own weights, which are bfloat16",
  );
}

function isDType(name: string): name is DType {
  return Object.hasOwn(bytesPerElement, name);
}
