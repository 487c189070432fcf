import { FileError } from "../../common/errors.ts";
import { type OpenFile, readBytes } from "../../common/file.ts";
import { ByteReader } from "../byte-reader.ts";
import { largestPickle, unpickle } from "../pickle/unpickle.ts";
import { damaged, notMetas, quote } from "../problems.ts";
import type { TensorInfo } from "../tensor-info.ts";
import { readZip, type ZipRecord } from "../zip/reader.ts";
import { torchEnvironment } from "./environment.ts";
import { namedTensors } from "./state-dict.ts";

/**
 * The tensors of a file that `torch.save` wrote since PyTorch 1.6: a zip with one folder of any name. It holds `data.pkl`
 * (the state dict), `data/KEY` (the bytes of one storage each), and small records that matter less.
 * @throws FileError
 */
export function readTorchZip(file: OpenFile): Map<string, TensorInfo> {
  const records = readZip(file);
  const pickle = findPickle(file, records);
  const folder = pickle.name.slice(0, -"/data.pkl".length);
  if (records.has(`${folder}/constants.pkl`)) {
    throw new FileError(file.path, "is a TorchScript program, not a checkpoint", notMetas);
  }
  checkByteOrder(file, records.get(`${folder}/byteorder`));
  if (pickle.size > largestPickle) {
    throw damaged(
      file.path,
      `record data.pkl has ${pickle.size} bytes, more than the description of any model`,
    );
  }
  const reader = new ByteReader(file, pickle.offset, pickle.offset + pickle.size, "record data.pkl");
  const root = unpickle(reader, torchEnvironment(reader));
  if (reader.position !== reader.end) throw reader.problem("continues after its end");
  return namedTensors(file, root, (storage) => records.get(`${folder}/data/${storage.key}`));
}

/** The only data.pkl that lies in a folder; the other records lie beside it. */
function findPickle(file: OpenFile, records: ReadonlyMap<string, ZipRecord>): ZipRecord {
  const [found, second] = [...records.values()].filter(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  if (found === undefined) {
    throw new FileError(
      file.path,
      "is a zip, but torch.save did not write it: it has no FOLDER/data.pkl",
      notMetas,
    );
  }
  if (second !== undefined) {
    throw damaged(file.path, `has both ${quote(found.name)} and ${quote(second.name)}`);
  }
  return found;
}

/** PyTorch 2.1 and later record their byte order; earlier files are little-endian in practice. */
function checkByteOrder(file: OpenFile, record: ZipRecord | undefined): void {
  if (record === undefined) return;
  const text = new TextDecoder().decode(readBytes(file, record.offset, Math.min(record.size, 16))).trim();
  if (text === "little") return;
  throw new FileError(
    file.path,
    `record byteorder says ${quote(text)}, and llama-nb reads little-endian numbers`,
    "save it again on a little-endian machine",
  );
}
