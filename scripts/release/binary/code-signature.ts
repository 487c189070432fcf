import { createHash } from "node:crypto";
import { readMachO, resizeSignature } from "./mach-o.ts";

// An ad hoc code signature names no author. It lists the SHA-256 of every page, from which macOS sees that the file is
// unchanged; it kills a program with a page that differs. The structures are those of Apple's
// xnu/osfmk/kern/cs_blobs.h. All numbers are big-endian.

const superBlobMagic = 0xfade0cc0;
const codeDirectoryMagic = 0xfade0c02;
const codeDirectorySlot = 0;
const versionWithExecSegment = 0x20400;
const directoryBytes = 88;
const adHoc = 0x2;
const linkerSigned = 0x20000;
const mainBinary = 1n;
const sha256Type = 2;
const hashBytes = 32;
const pageBits = 12;

/** The contents of a signature, and whether they are right. */
export interface Signature {
  readonly identifier: string;
  /** Whether it has no certificate. */
  readonly isAdHoc: boolean;
  readonly pages: number;
  /** The pages whose SHA-256 differs from the one in the signature. */
  readonly wrongPages: readonly number[];
  /** What else is wrong with it. */
  readonly problems: readonly string[];
}

/** Reads the signature of a Mach-O file and compares it with every page. @throws Error if there is none */
export function checkSignature(file: Buffer): Signature {
  const { linkEdit, signature } = readMachO(file);
  const blobs = readBlobs(file.subarray(signature.offset, signature.offset + signature.size));
  const directories = blobs.filter((blob) => blob.readUInt32BE(0) === codeDirectoryMagic);
  const [directory] = directories;
  if (directory === undefined) throw new Error("its signature has no code directory");
  const flags = directory.readUInt32BE(12);
  const firstHash = directory.readUInt32BE(16);
  const name = directory.readUInt32BE(20);
  const pages = directory.readUInt32BE(28);
  const limit = directory.readUInt32BE(32);
  const [size, type] = directory.subarray(36);
  const pageSize = 2 ** directory[39];

  const problems: string[] = [];
  if (directories.length > 1) problems.push("it has several code directories");
  if (size !== hashBytes || type !== sha256Type) problems.push("its hashes are not SHA-256");
  if (limit !== signature.offset) problems.push(`it ends at ${limit}, not where the signature begins`);
  if (pages !== Math.ceil(limit / pageSize)) problems.push(`it has ${pages} pages for ${limit} bytes`);
  for (const [what, end] of [
    ["the signature", signature.offset + signature.size],
    ["__LINKEDIT", linkEdit.offset + linkEdit.size],
  ] as const) {
    if (end !== file.length) problems.push(`${what} ends at ${end}, the file at ${file.length}`);
  }
  const wrongPages = [...Array(pages).keys()].filter((page) => {
    const hash = pageHash(file, page, pageSize, limit);
    const at = firstHash + page * hashBytes;
    return !hash.equals(directory.subarray(at, at + hashBytes));
  });
  return {
    identifier: directory.toString("latin1", name, directory.indexOf(0, name)),
    isAdHoc: (flags & adHoc) !== 0 && blobs.length === 1,
    pages,
    wrongPages,
    problems,
  };
}

/**
 * Signs a Mach-O file ad hoc, replacing its signature. The result may be longer or shorter.
 * @throws Error if it has no signature
 */
export function signAdHoc(file: Buffer, identifier: string): Buffer {
  const machO = readMachO(file);
  const limit = machO.signature.offset;
  const name = Buffer.from(`${identifier}\0`);
  const pageSize = 2 ** pageBits;
  const pages = Math.ceil(limit / pageSize);
  const firstHash = directoryBytes + name.length;
  const directory = Buffer.alloc(firstHash + pages * hashBytes);
  const index = Buffer.alloc(20);
  const size = index.length + directory.length;

  const signed = Buffer.alloc(limit + size);
  file.copy(signed, 0, 0, limit);
  resizeSignature(signed, machO, size); // before the first page, which it is in, is hashed

  const words = [
    ...[codeDirectoryMagic, directory.length, versionWithExecSegment, adHoc | linkerSigned],
    ...[firstHash, directoryBytes, 0, pages, limit],
  ];
  for (const [i, word] of words.entries()) directory.writeUInt32BE(word, i * 4);
  directory.set([hashBytes, sha256Type, 0, pageBits], 36);
  directory.writeBigUInt64BE(BigInt(machO.text.offset), 64);
  directory.writeBigUInt64BE(BigInt(machO.text.size), 72);
  directory.writeBigUInt64BE(mainBinary, 80);
  directory.set(name, directoryBytes);
  for (let page = 0; page < pages; page++) {
    directory.set(pageHash(signed, page, pageSize, limit), firstHash + page * hashBytes);
  }
  const blobs = [superBlobMagic, size, 1, codeDirectorySlot, index.length];
  for (const [i, word] of blobs.entries()) index.writeUInt32BE(word, i * 4);
  signed.set(index, limit);
  signed.set(directory, limit + index.length);
  return signed;
}

/** The parts of a signature. */
function readBlobs(signature: Buffer): Buffer[] {
  if (signature.readUInt32BE(0) !== superBlobMagic) throw new Error("its signature is not one");
  return Array.from({ length: signature.readUInt32BE(8) }, (_, i) => {
    const offset = signature.readUInt32BE(12 + i * 8 + 4);
    return signature.subarray(offset, offset + signature.readUInt32BE(offset + 4));
  });
}

function pageHash(file: Buffer, page: number, pageSize: number, limit: number): Buffer {
  const bytes = file.subarray(page * pageSize, Math.min((page + 1) * pageSize, limit));
  return createHash("sha256").update(bytes).digest();
}
