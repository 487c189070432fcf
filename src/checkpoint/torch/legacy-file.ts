import { FileError } from "../../common/errors.ts";
import { endsTooSoon, type OpenFile, readBytes } from "../../common/file.ts";
import { ByteReader } from "../byte-reader.ts";
import { unpickle } from "../pickle/unpickle.ts";
import { is, type Storage, type Value } from "../pickle/values.ts";
import { damaged, notMetas, quote } from "../problems.ts";
import type { TensorInfo } from "../tensor-info.ts";
import { readUint64 } from "../zip/end-record.ts";
import { plainEnvironment, torchEnvironment } from "./environment.ts";
import { namedTensors, type Place } from "./state-dict.ts";

// torch/serialization.py: MAGIC_NUMBER and PROTOCOL_VERSION
const magicNumber = 0x1950a86a20f9469cfc6cn;
const protocolVersion = 1001;
const lengthSize = 8;

/**
 * The tensors of a file that `torch.save` wrote before PyTorch 1.6, or with `_use_new_zipfile_serialization=False`. It
 * has five pickles in a row: magic number, protocol version, facts about the machine, the state dict, and the list of
 * storage keys. Then follow the storages in the order of that list, each with its length in elements (int64) before it.
 * @throws FileError
 */
export function readTorchLegacy(file: OpenFile): Map<string, TensorInfo> {
  const reader = new ByteReader(file, 0, file.size, "its pickled part");
  const plain = plainEnvironment(reader);
  if (unpickle(reader, plain) !== magicNumber) {
    throw new FileError(file.path, "is a pickle, but torch.save did not write it", notMetas);
  }
  if (unpickle(reader, plain) !== protocolVersion) throw reader.problem("has an unknown version");
  checkByteOrder(reader, unpickle(reader, plain));

  const environment = torchEnvironment(reader);
  const root = unpickle(reader, environment);
  const keys = unpickle(reader, plain);
  const places = locateStorages(reader, keys, environment.storages);
  return namedTensors(file, root, (storage) => places.get(storage.key));
}

function checkByteOrder(reader: ByteReader, system: Value): void {
  if (!is(system, "dictionary")) throw reader.problem("does not describe the machine that wrote it");
  if (system.entries.get("little_endian") === true) return;
  throw new FileError(
    reader.file.path,
    "was not saved on a little-endian machine, and llama-nb reads little-endian numbers",
    "save it again on a little-endian machine",
  );
}

/** Finds every storage after the pickles. */
function locateStorages(
  reader: ByteReader,
  keys: Value,
  storages: ReadonlyMap<string, Storage>,
): Map<string, Place> {
  const { file } = reader;
  if (!is(keys, "list") || keys.items.length !== storages.size) {
    throw reader.problem(`does not list the ${storages.size} storages of the tensors`);
  }
  const places = new Map<string, Place>();
  let next = reader.position;
  for (const key of keys.items) {
    const storage = typeof key === "string" ? storages.get(key) : undefined;
    if (storage === undefined) throw reader.problem("lists a storage that no tensor uses");
    const name = `storage ${quote(storage.key)}`;
    if (places.has(storage.key)) throw reader.problem(`lists ${name} twice`);
    const length = readUint64(new DataView(readBytes(file, next, lengthSize).buffer), 0);
    if (length !== storage.length) {
      throw damaged(
        file.path,
        `${name} has ${length} elements at byte ${next}, but ${storage.length} for its tensors`,
      );
    }
    const place = { offset: next + lengthSize, size: length * storage.elementType.bytes };
    next = place.offset + place.size;
    if (next > file.size) throw endsTooSoon(file.path, file.size);
    places.set(storage.key, place);
  }
  if (next !== file.size) {
    throw damaged(file.path, `continues after its last storage, which ends at byte ${next}`);
  }
  return places;
}
