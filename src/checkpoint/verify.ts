import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { FileError } from "../common/errors.ts";
import { type OpenFile, readInto, withFileAsync } from "../common/file.ts";
import { damaged, quote } from "./problems.ts";
import { torchFormat } from "./torch/format.ts";
import { readZip, type ZipRecord } from "./zip/reader.ts";

/** What was verified. */
export interface Verified {
  readonly records: number;
  /** Bytes of all records together. */
  readonly bytes: number;
}

const pieceBytes = 4 * 2 ** 20;
/** The most records that an error names. */
const mostNamed = 3;

/**
 * Reads every record of a checkpoint and compares it with its CRC-32 in the zip's directory. Between pieces of 4 MiB the
 * event loop runs, so signals and the progress bar are served.
 * @param onProgress called with the share of the bytes that has been read, from 0 to 1
 * @param signal stops the reading
 * @returns undefined if it was stopped
 * @throws FileError that names the records that differ, or says that the file has no checksums
 */
export function verifyRecords(
  path: string,
  onProgress: (part: number) => void,
  signal?: AbortSignal,
): Promise<Verified | undefined> {
  return withFileAsync(path, async (file) => {
    if (torchFormat(file) === "legacy") {
      throw new FileError(
        path,
        "is in PyTorch's old format, which has no checksums",
        "compare the SHA-256 of the file with the publisher's",
      );
    }
    const records = [...readZip(file).values()];
    const bytes = records.reduce((sum, { size }) => sum + size, 0);
    const piece = new Uint8Array(pieceBytes);
    const wrong: ZipRecord[] = [];
    let done = 0;
    for (const record of records) {
      let crc = 0;
      for (let at = 0; at < record.size; at += piece.length) {
        if (signal?.aborted) return undefined;
        const part = piece.subarray(0, Math.min(piece.length, record.size - at));
        readInto(file, record.offset + at, part);
        crc = crc32(part, crc);
        done += part.length;
        onProgress(done / bytes);
        await setImmediate();
      }
      if (crc !== record.crc) wrong.push(record);
    }
    if (wrong.length > 0) throw mismatch(file, wrong, records.length);
    return { records: records.length, bytes };
  });
}

function mismatch(file: OpenFile, wrong: readonly ZipRecord[], count: number): FileError {
  // torch.serialization.set_crc32_options(False) makes PyTorch write checksums that match nothing
  if (wrong.length === count) {
    const problem = `none of its ${count} records matches its checksum: it is damaged, or was saved without checksums`;
    return new FileError(file.path, problem, "compare the SHA-256 of the file with the publisher's");
  }
  const names = wrong.slice(0, mostNamed).map(({ name }) => quote(name));
  const more = wrong.length > mostNamed ? ` and ${wrong.length - mostNamed} more` : "";
  return damaged(
    file.path,
    `${wrong.length} of its ${count} records differ from their checksums: ${names.join(", ")}${more}`,
  );
}
