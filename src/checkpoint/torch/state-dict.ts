import { bytesPerElement, type DType } from "../../common/dtype.ts";
import { FileError } from "../../common/errors.ts";
import type { OpenFile } from "../../common/file.ts";
import { elementCount } from "../../tensor/shape.ts";
import { describe, is, type Storage, type Tensor, type Value } from "../pickle/values.ts";
import { damaged, notMetas, quote } from "../problems.ts";
import type { TensorInfo } from "../tensor-info.ts";

/** Where a storage lies in the file, in bytes. */
export interface Place {
  readonly offset: number;
  readonly size: number;
}

// Tied weights share their storage. A limit keeps the work on a small file small, whatever its tensors claim
const mostSharing = 8;

/** Meta's names of everything that the network uses. Tables of RoPE are recomputed, so they are not needed. */
const networkName = /^(tok_embeddings|layers|norm|output)\.(?!.*rope\.freqs$)/;

/**
 * Turns the dictionary in a checkpoint (PyTorch's state_dict) into named tensors. Each is checked to lie within its
 * storage, and the storage to lie within the file. Tensors that the network does not use are left out when their numbers
 * cannot be read here, for instance because they are integers.
 * @param root the value that the pickle left
 * @param place finds a storage in the file, or returns undefined
 * @throws FileError that names the tensor
 */
export function namedTensors(
  file: OpenFile,
  root: Value,
  place: (storage: Storage) => Place | undefined,
): Map<string, TensorInfo> {
  if (!is(root, "dictionary") || root.entries.size === 0) {
    const found = is(root, "dictionary") ? "an empty dictionary" : describe(root);
    throw new FileError(file.path, `holds ${found} instead of named tensors`, notMetas);
  }
  const tensors = new Map<string, TensorInfo>();
  let bytes = 0;
  for (const [name, value] of root.entries) {
    if (typeof name !== "string" || !is(value, "tensor")) {
      const what = `${quote(String(name))} is ${describe(value)} and not a named tensor`;
      throw new FileError(file.path, `its entry ${what}`, notMetas);
    }
    const dtype = readableType(file, name, value);
    if (dtype === undefined) continue;
    const info = locate(file, name, value, dtype, place);
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
  dtype: DType,
  place: (storage: Storage) => Place | undefined,
): TensorInfo {
  const { storage, offset, shape, strides } = tensor;
  const wrong = (what: string) => damaged(file.path, `tensor ${quote(name)} ${what}`);
  const found = place(storage);
  if (found === undefined) throw wrong(`is in storage ${quote(storage.key)}, which the file does not have`);
  const size = storage.length * storage.elementType.bytes;
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
  const start = found.offset + offset * storage.elementType.bytes;
  return { name, dtype, shape, strides, file: file.path, offset: start };
}

/**
 * Whether the last element of a tensor lies within its storage. A sum beyond 2^53 is rounded, but it is then larger than
 * any storage of a file on disk.
 */
function fits({ storage, offset, shape, strides }: Tensor): boolean {
  if (elementCount(shape) === 0) return offset <= storage.length;
  const last = shape.reduce((index, length, axis) => index + (length - 1) * strides[axis], offset);
  return last < storage.length;
}

/**
 * The element type of a tensor whose numbers can be read as they are stored.
 * @returns undefined for a tensor that cannot be read and that the network does not use
 * @throws FileError for one that the network uses
 */
function readableType(file: OpenFile, name: string, { storage, flags }: Tensor): DType | undefined {
  const { name: type } = storage.elementType;
  const [flag] = flags;
  if (isDType(type) && flag === undefined) return type;
  if (!networkName.test(name)) return undefined;
  if (!isDType(type)) {
    throw new FileError(
      file.path,
      `tensor ${quote(name)} holds ${type}, and llama-nb computes with bfloat16, float16 and float32`,
      "get Meta's own weights, which are bfloat16",
    );
  }
  throw new FileError(
    file.path,
    `tensor ${quote(name)} is a view with the flag ${quote(flag)}, so its stored numbers are not yet its own`,
    "save it again after tensor.resolve_neg().resolve_conj()",
  );
}

function isDType(name: string): name is DType {
  return Object.hasOwn(bytesPerElement, name);
}
