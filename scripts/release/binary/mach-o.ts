// Apple's executable format, as far as a code signature needs it: <mach-o/loader.h>. All numbers are little-endian.

const magic64 = 0xfeedfacf;
const headerBytes = 32;
const loadSegment64 = 0x19;
const loadCodeSignature = 0x1d;

/** A load command that says where a part of the file is. */
export interface FilePart {
  /** Where the command begins in the file. */
  readonly command: number;
  /** The bytes [offset, offset + size) of the file. */
  readonly offset: number;
  readonly size: number;
}

/** A 64-bit executable for macOS. */
export interface MachO {
  readonly arch: "x64" | "arm64" | "unknown";
  /** The code. */
  readonly text: FilePart;
  /** What the dynamic linker reads. The signature is at its end, which is the end of the file. */
  readonly linkEdit: FilePart;
  readonly signature: FilePart;
}

/** Reads the headers. @throws Error if this is not such a file, or it has no room for a signature */
export function readMachO(file: Buffer): MachO {
  if (file.length < headerBytes || file.readUInt32LE(0) !== magic64)
    throw new Error("is no 64-bit Mach-O file");
  const found = new Map<string, FilePart>();
  let command = headerBytes;
  for (let left = file.readUInt32LE(16); left > 0; left--) {
    const kind = file.readUInt32LE(command);
    if (kind === loadSegment64) {
      const name = file.toString("latin1", command + 8, command + 24).replace(/\0+$/, "");
      found.set(name, {
        command,
        offset: readUInt64(file, command + 40),
        size: readUInt64(file, command + 48),
      });
    } else if (kind === loadCodeSignature) {
      const offset = file.readUInt32LE(command + 8);
      found.set("signature", { command, offset, size: file.readUInt32LE(command + 12) });
    }
    command += file.readUInt32LE(command + 4);
  }
  const [text, linkEdit, signature] = ["__TEXT", "__LINKEDIT", "signature"].map((name) => found.get(name));
  if (text === undefined || linkEdit === undefined || signature === undefined) {
    throw new Error("has no code signature, or none of the segments that it is about");
  }
  return { arch: architecture(file.readUInt32LE(4)), text, linkEdit, signature };
}

/** Writes the new size of the signature, and of the segment that ends with it. */
export function resizeSignature(file: Buffer, { linkEdit, signature }: MachO, size: number): void {
  const largestPage = 0x4000;
  const segment = signature.offset + size - linkEdit.offset;
  file.writeUInt32LE(size, signature.command + 12);
  file.writeBigUInt64LE(BigInt(segment), linkEdit.command + 48);
  file.writeBigUInt64LE(BigInt(Math.ceil(segment / largestPage) * largestPage), linkEdit.command + 32);
}

function readUInt64(file: Buffer, at: number): number {
  return Number(file.readBigUInt64LE(at));
}

function architecture(cpuType: number): MachO["arch"] {
  if (cpuType === 0x01000007) return "x64";
  return cpuType === 0x0100000c ? "arm64" : "unknown";
}
