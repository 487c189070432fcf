import {
  type Code,
  call,
  dictionary,
  global,
  integer,
  no,
  persistent,
  pickle,
  text,
  tuple,
} from "../pickle/writer.ts";
import { writeZip } from "../zip/writer.ts";

/** A tensor to be written, row-major. Tensors with the same `data` share their storage in the file. */
export interface WrittenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** 16-bit patterns for bfloat16, numbers for float32. */
  readonly data: Uint16Array | Float32Array;
}

/** PyTorch aligns the beginning of each storage to this many bytes. */
const alignment = 64;

/**
 * A state dict as `torch.save` writes it since PyTorch 1.6: a zip with data.pkl, which describes the tensors, and one
 * record of bytes per storage. `torch.load(path, weights_only=True)` reads it.
 * @param folder the name of the folder in the zip, which PyTorch takes from the file's name
 */
export function writeTorch(tensors: readonly WrittenTensor[], folder: string): Uint8Array {
  const keys = new Map<WrittenTensor["data"], string>();
  const described = tensors.map((tensor) => {
    const key = keys.get(tensor.data) ?? String(keys.size);
    keys.set(tensor.data, key);
    return [text(tensor.name), describe(tensor, key)] as const;
  });
  const ascii = new TextEncoder();
  const records = [
    { name: "data.pkl", data: pickle(dictionary(described)) },
    { name: "byteorder", data: ascii.encode("little") },
    ...[...keys].map(([data, key]) => ({ name: `data/${key}`, data: bytesOf(data) })),
    { name: "version", data: ascii.encode("3\n") },
  ];
  return writeZip(
    records.map(({ name, data }) => ({ name: `${folder}/${name}`, data })),
    alignment,
  );
}

/** `_rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)`, torch/_utils.py. */
function describe({ shape, data }: WrittenTensor, key: string): Code {
  const storageClass = global("torch", data instanceof Uint16Array ? "BFloat16Storage" : "FloatStorage");
  const storage = tuple(text("storage"), storageClass, text(key), text("cpu"), integer(data.length));
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const numbers = (values: readonly number[]) => tuple(...values.map(integer));
  return call(
    global("torch._utils", "_rebuild_tensor_v2"),
    ...[persistent(storage), integer(0), numbers(shape), numbers(strides), no],
    call(global("collections", "OrderedDict")),
  );
}

/** The bytes of the numbers; every platform that Bun runs on is little-endian. */
function bytesOf({ buffer, byteOffset, byteLength }: WrittenTensor["data"]): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
