import { FileError } from "../../common/errors.ts";
import type { ByteReader } from "../byte-reader.ts";
import type { World } from "../pickle/machine.ts";
import {
  type Callable,
  describe,
  is,
  isCount,
  type Storage,
  type StorageClass,
  type Value,
} from "../pickle/values.ts";
import { notMetas, quote } from "../problems.ts";

/** The names in a pickle of PyTorch, and the storages that it spoke of. */
export interface TorchWorld extends World {
  readonly storages: ReadonlyMap<string, Storage>;
}

const elementTypes: Record<string, string> = {
  BFloat16: "bfloat16",
  Half: "float16",
  Float: "float32",
  // Known by name only, so that an error can say what a tensor holds
  Double: "float64",
  Long: "int64",
  Int: "int32",
  Short: "int16",
  Char: "int8",
  Byte: "uint8",
  Bool: "bool",
  ComplexFloat: "complex64",
  ComplexDouble: "complex128",
  QInt8: "qint8",
  QUInt8: "quint8",
  QInt32: "qint32",
};

/** All that a pickle may name. The key is module and name with a space between; none of these has a space of its own. */
const allowed = new Map<string, Callable | StorageClass>([
  ["collections OrderedDict", { kind: "callable", name: "OrderedDict" }],
  ["torch._utils _rebuild_tensor_v2", { kind: "callable", name: "_rebuild_tensor_v2" }],
  ["torch._utils _rebuild_parameter", { kind: "callable", name: "_rebuild_parameter" }],
]);
for (const [prefix, elementType] of Object.entries(elementTypes)) {
  allowed.set(`torch ${prefix}Storage`, { kind: "storage class", elementType });
}

// PyTorch itself stops at 64; weights have one or two
const mostDimensions = 8;

/** A world in which a pickle can rebuild tensors and nothing else. `reader` tells errors where they happened. */
export function torchWorld(reader: ByteReader): TorchWorld {
  const storages = new Map<string, Storage>();
  return {
    storages,

    find(module, name) {
      const found = allowed.get(`${module} ${name}`);
      if (found === undefined) throw foreignName(reader, `${module}.${name}`);
      return found;
    },

    call(callee, args) {
      if (!is(callee, "callable")) throw reader.problem(`calls ${describe(callee)}`);
      switch (callee.name) {
        case "OrderedDict":
          if (args.length > 0) throw reader.problem("makes an OrderedDict from something");
          return { kind: "dictionary", entries: new Map() };
        case "_rebuild_tensor_v2":
          return rebuildTensor(reader, args);
        case "_rebuild_parameter":
          return rebuildParameter(reader, args);
      }
    },

    load(id) {
      const storage = loadStorage(reader, id);
      const known = storages.get(storage.key);
      if (known === undefined) {
        storages.set(storage.key, storage);
        return storage;
      }
      if (known.elementType !== storage.elementType || known.length !== storage.length) {
        throw reader.problem(`describes storage ${quote(storage.key)} in two ways`);
      }
      return known;
    },
  };
}

/** A world without any names, for pickles of plain values. */
export function emptyWorld(reader: ByteReader): World {
  return {
    find: (module, name) => {
      throw foreignName(reader, `${module}.${name}`);
    },
    call: (callee) => {
      throw reader.problem(`calls ${describe(callee)}`);
    },
    load: () => {
      throw reader.problem("refers to an object outside of it");
    },
  };
}

function foreignName(reader: ByteReader, name: string): FileError {
  return new FileError(
    reader.file.path,
    `${reader.whereabouts()}: asks for ${quote(name)}, which no model needs, so it may be malicious`,
    notMetas,
  );
}

/** ("storage", class, key, device, length), with a None after it in the legacy format. */
function loadStorage(reader: ByteReader, id: Value): Storage {
  if (!is(id, "tuple")) throw reader.problem(`refers to a storage by ${describe(id)}`);
  const [tag, storageClass, key, device, length, view] = id.items;
  const isStorage =
    tag === "storage" &&
    is(storageClass, "storage class") &&
    typeof key === "string" &&
    typeof device === "string" &&
    isCount(length);
  if (!isStorage || id.items.length > 6) throw reader.problem("refers to a storage in an unknown way");
  if (view !== undefined && view !== null) {
    throw reader.problem(`describes storage ${quote(key)} as part of another`);
  }
  return { kind: "storage", key, elementType: storageClass.elementType, length };
}

/** (storage, offset, shape, strides, requires_grad, hooks), after torch/_utils.py; the last two are for training. */
function rebuildTensor(reader: ByteReader, args: readonly Value[]): Value {
  const [storage, offset, shape, strides] = args;
  if (
    args.length < 6 ||
    args.length > 7 ||
    !is(storage, "storage") ||
    !is(shape, "tuple") ||
    !is(strides, "tuple")
  ) {
    throw reader.problem("rebuilds a tensor from something else than its parts");
  }
  if (shape.items.length !== strides.items.length || shape.items.length > mostDimensions) {
    throw reader.problem(
      `has a tensor of ${shape.items.length} dimensions and ${strides.items.length} strides`,
    );
  }
  if (!isCount(offset) || !shape.items.every(isCount) || !strides.items.every(isCount)) {
    throw reader.problem("has a tensor whose offset, shape or strides are not integers from 0 to 2^53");
  }
  return { kind: "tensor", storage, offset, shape: shape.items, strides: strides.items };
}

/** (tensor, requires_grad, hooks): a tensor that could be trained is a tensor. */
function rebuildParameter(reader: ByteReader, args: readonly Value[]): Value {
  const [tensor] = args;
  if (args.length !== 3 || !is(tensor, "tensor")) {
    throw reader.problem("rebuilds a parameter from something else than a tensor");
  }
  return tensor;
}
