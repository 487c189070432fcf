import { FileError } from "../../common/errors.ts";
import type { ByteReader } from "../byte-reader.ts";
import type { Environment } from "../pickle/machine.ts";
import {
  type Callable,
  describe,
  type ElementType,
  is,
  isCount,
  type Storage,
  type StorageClass,
  type Value,
} from "../pickle/values.ts";
import { notMetas, quote } from "../problems.ts";

/** The names that a pickle of PyTorch may use, and the storages that it has mentioned. */
export interface TorchEnvironment extends Environment {
  readonly storages: ReadonlyMap<string, Storage>;
}

/** The element types by the names of their storage classes. */
const elementTypes: Record<string, ElementType> = {
  BFloat16: { name: "bfloat16", bytes: 2 },
  Half: { name: "float16", bytes: 2 },
  Float: { name: "float32", bytes: 4 },
  // Not computed with, but named in errors, and skipped where the network does not use them
  Double: { name: "float64", bytes: 8 },
  Long: { name: "int64", bytes: 8 },
  Int: { name: "int32", bytes: 4 },
  Short: { name: "int16", bytes: 2 },
  Char: { name: "int8", bytes: 1 },
  Byte: { name: "uint8", bytes: 1 },
  Bool: { name: "bool", bytes: 1 },
  ComplexFloat: { name: "complex64", bytes: 8 },
  ComplexDouble: { name: "complex128", bytes: 16 },
  QInt8: { name: "qint8", bytes: 1 },
  QUInt8: { name: "quint8", bytes: 1 },
  QInt32: { name: "qint32", bytes: 4 },
};

/** Everything that a pickle may name. A key is module and name with a space between, which neither of them contains. */
const allowed = new Map<string, Callable | StorageClass>([
  ["collections OrderedDict", { kind: "callable", name: "OrderedDict" }],
  ["torch._utils _rebuild_tensor_v2", { kind: "callable", name: "_rebuild_tensor_v2" }],
  ["torch._utils _rebuild_parameter", { kind: "callable", name: "_rebuild_parameter" }],
]);
for (const [prefix, elementType] of Object.entries(elementTypes)) {
  allowed.set(`torch ${prefix}Storage`, { kind: "storage class", elementType });
}

// PyTorch stops at 64 dimensions; weights have one or two
const mostDimensions = 8;

/** An environment in which a pickle can rebuild tensors and nothing else. `reader` gives errors their position. */
export function torchEnvironment(reader: ByteReader): TorchEnvironment {
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

/** An environment without any names, for pickles of plain values. */
export function plainEnvironment(reader: ByteReader): Environment {
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

/** ("storage", class, key, device, length). In the legacy format a None may follow. */
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

/**
 * (storage, offset, shape, strides, requires_grad, hooks, metadata), as in torch/_utils.py. `requires_grad` and `hooks`
 * are for training. PyTorch 2 adds the metadata of negated and conjugated views.
 */
function rebuildTensor(reader: ByteReader, args: readonly Value[]): Value {
  const [storage, offset, shape, strides, _requiresGrad, _hooks, metadata] = args;
  if (
    args.length < 6 ||
    args.length > 7 ||
    !is(storage, "storage") ||
    !is(shape, "tuple") ||
    !is(strides, "tuple")
  ) {
    throw reader.problem("rebuilds a tensor from something other than its parts");
  }
  if (shape.items.length !== strides.items.length || shape.items.length > mostDimensions) {
    throw reader.problem(
      `has a tensor of ${shape.items.length} dimensions and ${strides.items.length} strides`,
    );
  }
  if (!isCount(offset) || !shape.items.every(isCount) || !strides.items.every(isCount)) {
    throw reader.problem("has a tensor whose offset, shape or strides are not integers from 0 to 2^53");
  }
  const flags = readFlags(reader, metadata);
  return { kind: "tensor", storage, offset, shape: shape.items, strides: strides.items, flags };
}

/** The flags of a tensor's metadata that are not false. */
function readFlags(reader: ByteReader, metadata: Value | undefined): string[] {
  if (metadata === undefined || metadata === null) return [];
  if (!is(metadata, "dictionary")) {
    throw reader.problem(`has ${describe(metadata)} as the metadata of a tensor`);
  }
  return [...metadata.entries].flatMap(([flag, value]) => (value === false ? [] : [String(flag)]));
}

/** (tensor, requires_grad, hooks): a parameter is a tensor that can be trained. */
function rebuildParameter(reader: ByteReader, args: readonly Value[]): Value {
  const [tensor] = args;
  if (args.length !== 3 || !is(tensor, "tensor")) {
    throw reader.problem("rebuilds a parameter from something other than a tensor");
  }
  return tensor;
}
