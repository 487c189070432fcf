import { bytes, integer } from "./bytes.ts";

/** One record of a zip. What is left out is written as it ought to be. */
export interface RecordPlan {
  readonly name: string;
  readonly data: Uint8Array;
  /** Lies in the local header. */
  readonly local?: Partial<{
    signature: number;
    name: string;
    flags: number;
    method: number;
    size: number;
    extra: Uint8Array;
  }>;
  /** Lies in the central directory. */
  readonly listed?: Partial<{
    signature: number;
    name: Uint8Array;
    flags: number;
    method: number;
    size: number;
    storedSize: number;
    header: number;
    extra: Uint8Array;
    comment: string;
    disk: number;
  }>;
}

/** A whole zip, with wrong fields where the test wants them. */
export interface ZipPlan {
  readonly records: readonly RecordPlan[];
  readonly before?: Uint8Array;
  readonly betweenDirectoryAndEnd?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly after?: Uint8Array;
  readonly end?: Partial<{
    disk: number;
    count: number;
    countOnDisk: number;
    size: number;
    offset: number;
    commentSize: number;
  }>;
  /** Writes a zip64 end record and its locator too. */
  readonly zip64?: Partial<{
    signature: number;
    recordSize: number;
    count: number;
    size: number | bigint;
    offset: number | bigint;
    at: number | bigint;
    disks: number;
  }>;
}

/** Writes a zip as the plan says. */
export function writeZip(plan: ZipPlan): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [plan.before ?? bytes()];
  const directory: Uint8Array[] = [];
  let at = parts[0].length;
  for (const record of plan.records) {
    const local = localHeader(record);
    directory.push(listedEntry(record, at));
    parts.push(local, record.data);
    at += local.length + record.data.length;
  }
  const listed = bytes(...directory, plan.betweenDirectoryAndEnd ?? bytes());
  const size = bytes(...directory).length;
  const count = plan.records.length;
  return bytes(
    ...parts,
    listed,
    endRecords(plan, { at, size, count, end: at + listed.length }),
    plan.after ?? bytes(),
  );
}

/** The extra field for numbers that do not fit 32 bits. */
export function zip64Extra(...numbers: (number | bigint)[]): Uint8Array<ArrayBuffer> {
  return bytes(integer(2, 1), integer(2, 8 * numbers.length), ...numbers.map((number) => integer(8, number)));
}

function localHeader({ name, data, local = {} }: RecordPlan): Uint8Array {
  const rawName = bytes(local.name ?? name);
  const extra = local.extra ?? bytes();
  const size = local.size ?? data.length;
  return bytes(
    integer(4, local.signature ?? 0x04034b50),
    integer(2, 20),
    integer(2, local.flags ?? 0x0800),
    integer(2, local.method ?? 0),
    integer(8, 0), // time, date, checksum
    integer(4, size),
    integer(4, size),
    integer(2, rawName.length),
    integer(2, extra.length),
    rawName,
    extra,
  );
}

function listedEntry({ name, data, listed = {} }: RecordPlan, at: number): Uint8Array {
  const rawName = listed.name ?? bytes(name);
  const extra = listed.extra ?? bytes();
  const comment = bytes(listed.comment ?? "");
  return bytes(
    integer(4, listed.signature ?? 0x02014b50),
    integer(4, 0x00140014),
    integer(2, listed.flags ?? 0x0800),
    integer(2, listed.method ?? 0),
    integer(8, 0), // time, date, checksum
    integer(4, listed.storedSize ?? listed.size ?? data.length),
    integer(4, listed.size ?? data.length),
    integer(2, rawName.length),
    integer(2, extra.length),
    integer(2, comment.length),
    integer(2, listed.disk ?? 0),
    integer(6, 0), // attributes
    integer(4, listed.header ?? at),
    rawName,
    extra,
    comment,
  );
}

function endRecords(
  { end = {}, zip64, comment = bytes() }: ZipPlan,
  found: { at: number; size: number; count: number; end: number },
): Uint8Array {
  const end64 =
    zip64 === undefined
      ? bytes()
      : bytes(
          integer(4, zip64.signature ?? 0x06064b50),
          integer(8, zip64.recordSize ?? 44),
          integer(4, 0x002d002d),
          integer(8, 0), // disks
          integer(8, zip64.count ?? found.count),
          integer(8, zip64.count ?? found.count),
          integer(8, zip64.size ?? found.size),
          integer(8, zip64.offset ?? found.at),
          integer(4, 0x07064b50),
          integer(4, 0),
          integer(8, zip64.at ?? found.end),
          integer(4, zip64.disks ?? 1),
        );
  return bytes(
    end64,
    integer(4, 0x06054b50),
    integer(2, end.disk ?? 0),
    integer(2, end.disk ?? 0),
    integer(2, end.countOnDisk ?? end.count ?? found.count),
    integer(2, end.count ?? found.count),
    integer(4, end.size ?? found.size),
    integer(4, end.offset ?? found.at),
    integer(2, end.commentSize ?? comment.length),
    comment,
  );
}
