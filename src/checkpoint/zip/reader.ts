import { FileError } from "../../common/errors.ts";
import { type OpenFile, readBytes } from "../../common/file.ts";
import { damaged, downloadAgain, quote } from "../problems.ts";
import { findDirectory, readUint64 } from "./end-record.ts";

/** One record of a zip, stored without compression. */
export interface ZipRecord {
  readonly name: string;
  /** Byte offset of its data in the file. */
  readonly offset: number;
  /** Bytes of its data. */
  readonly size: number;
  /** The CRC-32 of its data by the central directory; {@link readZip} does not check it. */
  readonly crc: number;
}

/** A record as the central directory describes it. */
interface Listed {
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly size: number;
  readonly crc: number;
  /** Byte offset of its local header. */
  readonly header: number;
}

// The largest Llama 3.1 has about 1,200 records
const mostRecords = 65_535;
const largestDirectory = 32 * 2 ** 20;

const listedSignature = 0x02014b50;
const listedSize = 46;
const localSignature = 0x04034b50;
const localSize = 30;
const encrypted = 0x2041; // bits 0, 6 and 13: encrypted, strongly encrypted, headers masked
const descriptorFollows = 0x0008;
const full32 = 0xffffffff;

/**
 * Lists the records of a zip from its central directory, and compares each with its local header. PyTorch writes neither
 * sizes nor checksums in the local headers, so the directory decides. Checksums are not verified here, because that takes
 * a pass over all weights: see `verifyRecords`.
 * Source: APPNOTE.TXT, PKWARE's specification of the zip format, version 6.3.
 * @throws FileError
 */
export function readZip(file: OpenFile): Map<string, ZipRecord> {
  const directory = findDirectory(file);
  if (directory.count > mostRecords || directory.size > largestDirectory) {
    throw damaged(
      file.path,
      `its zip directory lists ${directory.count} records, more than any checkpoint has`,
    );
  }
  const view = new DataView(readBytes(file, directory.offset, directory.size).buffer);
  const listed: Listed[] = [];
  let at = 0;
  for (let index = 0; index < directory.count; index++) {
    const next = readListed(file, view, at);
    listed.push(next.record);
    at = next.end;
  }
  if (at !== directory.size) {
    throw damaged(
      file.path,
      `its zip directory has ${directory.size - at} bytes more than its ${directory.count} records`,
    );
  }
  return locate(file, listed, directory.offset);
}

/** Finds the data of each record, in the order of the file, and checks that no two records overlap. */
function locate(file: OpenFile, listed: Listed[], directoryOffset: number): Map<string, ZipRecord> {
  const records = new Map<string, ZipRecord>();
  const inFileOrder = listed.toSorted((a, b) => a.header - b.header);
  inFileOrder.forEach((entry, index) => {
    const limit = inFileOrder[index + 1]?.header ?? directoryOffset;
    const offset = dataOffset(file, entry, directoryOffset);
    if (offset + entry.size > limit) {
      throw damaged(file.path, `record ${quote(entry.name)} overlaps what follows it at byte ${limit}`);
    }
    if (records.has(entry.name)) throw damaged(file.path, `has two records ${quote(entry.name)}`);
    records.set(entry.name, { name: entry.name, offset, size: entry.size, crc: entry.crc });
  });
  return records;
}

/** Reads the directory's entry at `at`, and finds where it ends. */
function readListed(file: OpenFile, view: DataView, at: number): { record: Listed; end: number } {
  if (at + listedSize > view.byteLength || view.getUint32(at, true) !== listedSignature) {
    throw damaged(file.path, `its zip directory has no record at its byte ${at}, where one must be`);
  }
  const nameEnd = at + listedSize + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const end = extraEnd + view.getUint16(at + 32, true); // Skips the comment
  if (end > view.byteLength) throw damaged(file.path, `its zip directory is cut short at its byte ${at}`);
  const rawName = new Uint8Array(view.buffer, at + listedSize, nameEnd - at - listedSize);
  const name = decodeName(file, rawName);
  refuseUnreadable(file, name, view.getUint16(at + 8, true), view.getUint16(at + 10, true));

  const small = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const extra = new DataView(view.buffer, nameEnd, extraEnd - nameEnd);
  const [size, storedSize, header] = widen(file, name, small, extra);
  if (size !== storedSize) {
    throw damaged(
      file.path,
      `record ${quote(name)} is not compressed, but has two sizes: ${size} and ${storedSize}`,
    );
  }
  const disk = view.getUint16(at + 34, true);
  if (disk !== 0 && disk !== 0xffff) {
    throw damaged(file.path, `record ${quote(name)} is in another part of the zip`);
  }
  return { record: { name, rawName, size, header, crc: view.getUint32(at + 16, true) }, end };
}

/** Replaces each number that did not fit into 32 bits by the next one in the zip64 extra field (APPNOTE.TXT 4.5.3). */
function widen(file: OpenFile, name: string, small: number[], extra: DataView): number[] {
  if (!small.includes(full32)) return small;
  let at = 0;
  while (at + 4 <= extra.byteLength) {
    const size = extra.getUint16(at + 2, true);
    const isZip64 = extra.getUint16(at, true) === 0x0001;
    const wanted = 8 * small.filter((number) => number === full32).length;
    if (isZip64 && size >= wanted && at + 4 + size <= extra.byteLength) {
      let next = at + 4;
      return small.map((number) => {
        if (number !== full32) return number;
        next += 8;
        return readUint64(extra, next - 8);
      });
    }
    at += 4 + size;
  }
  throw damaged(file.path, `record ${quote(name)} has no zip64 sizes, though it needs them`);
}

/** The byte offset of a record's data, found from its local header. */
function dataOffset(file: OpenFile, entry: Listed, directoryOffset: number): number {
  const { name, rawName, size, header } = entry;
  const wrong = (what: string) => damaged(file.path, `record ${quote(name)} ${what}`);
  if (header + localSize + rawName.byteLength + size > directoryOffset) {
    throw wrong(`would take ${size} bytes from byte ${header} on, where there is no room for it`);
  }
  const bytes = readBytes(file, header, localSize + rawName.byteLength);
  const view = new DataView(bytes.buffer);
  if (view.getUint32(0, true) !== localSignature) throw wrong(`is not at byte ${header}, where it should be`);
  const nameSize = view.getUint16(26, true);
  if (nameSize !== rawName.byteLength || rawName.some((byte, index) => byte !== bytes[localSize + index])) {
    throw wrong("has another name in its local header");
  }
  const flags = view.getUint16(6, true);
  refuseUnreadable(file, name, flags, view.getUint16(8, true));
  for (const localCopy of [view.getUint32(18, true), view.getUint32(22, true)]) {
    const isLeftOut = localCopy === full32 || (localCopy === 0 && (flags & descriptorFollows) !== 0);
    if (!isLeftOut && localCopy !== size) {
      throw wrong(`has ${size} bytes, or ${localCopy} by its local header`);
    }
  }
  return header + localSize + nameSize + view.getUint16(28, true);
}

function refuseUnreadable(file: OpenFile, name: string, flags: number, method: number): void {
  if ((flags & encrypted) !== 0) {
    throw new FileError(file.path, `record ${quote(name)} is encrypted`, downloadAgain);
  }
  if (method !== 0) {
    throw new FileError(
      file.path,
      `record ${quote(name)} is compressed (method ${method}), and PyTorch never compresses`,
      `unzip it and pack it with zip -0, or ${downloadAgain}`,
    );
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeName(file: OpenFile, rawName: Uint8Array): string {
  try {
    return utf8.decode(rawName);
  } catch {
    throw damaged(file.path, "has a record whose name is not UTF-8");
  }
}
