import { describe, expect, test } from "bun:test";
import { bytes, integer, repeat } from "../hostile/bytes.ts";
import { expectRefused, tensorsOf } from "../hostile/folders.ts";
import { fourOnes, soundRecords } from "../hostile/torch-files.ts";
import { type RecordPlan, writeZip, type ZipPlan, zip64Extra } from "../hostile/zip-writer.ts";

const full = 0xffffffff;
const endSignature = integer(4, 0x06054b50);
const size0 = fourOnes.length;

/** A valid zip except for the plan. */
function zip(plan: Partial<ZipPlan> = {}): Uint8Array<ArrayBuffer> {
  return writeZip({ records: soundRecords(), ...plan });
}

/** A valid zip except for the record of storage "0". */
function zipWith(record: Partial<RecordPlan>): Uint8Array<ArrayBuffer> {
  return zip({ records: soundRecords({ "archive/data/0": record }) });
}

/** A zip with further records. */
function zipPlus(...records: RecordPlan[]): Uint8Array<ArrayBuffer> {
  return zip({ records: [...soundRecords(), ...records] });
}

const sound = zip();
/** Where the directory of the valid zip and its end record begin. */
const directoryAt = Buffer.from(sound).indexOf(integer(4, 0x02014b50));
const endAt = sound.length - 22;
const pickleEnd = 30 + soundRecords()[0].name.length + soundRecords()[0].data.length;

describe("a zip that is valid in an unusual way is read:", () => {
  const cases: [name: string, file: Uint8Array][] = [
    ["nothing unusual", sound],
    ["a comment", zip({ comment: bytes("made by hand") })],
    ["a comment of 65,535 bytes", zip({ comment: repeat(65_535, bytes("x")) })],
    ["a comment on a record", zipWith({ listed: { comment: "hello" } })],
    [
      "an extra field in the local header only",
      zipWith({ local: { extra: bytes("FB", integer(2, 3), "ZZZ") } }),
    ],
    [
      "an extra field in the directory only",
      zipWith({ listed: { extra: bytes("UT", integer(2, 5), 3, 0, 0, 0, 0) } }),
    ],
    ["a broken extra field that is not needed", zipWith({ listed: { extra: bytes("UT", integer(2, 50)) } })],
    ["sizes that follow the data", zipWith({ local: { flags: 0x808, size: 0 } })],
    ["a zip64 end record without need", zip({ zip64: {} })],
    [
      "a zip64 end record with data of its own",
      zip({ zip64: {}, end: { count: 0xffff, size: full, offset: full } }),
    ],
    [
      "zip64 sizes",
      zipWith({ local: { size: full }, listed: { size: full, extra: zip64Extra(size0, size0) } }),
    ],
    ["a zip64 offset", zipWith({ listed: { header: full, extra: zip64Extra(pickleEnd) } })],
    ["a folder of its own", zipPlus({ name: "archive/data/", data: bytes() })],
    [
      "records of newer PyTorch",
      zipPlus(
        { name: "archive/byteorder", data: bytes("little") },
        { name: "archive/.data/serialization_id", data: bytes("0123") },
        { name: "archive/.format_version", data: bytes("1") },
      ),
    ],
    [
      "unknown records",
      zipPlus({ name: "elsewhere/__proto__", data: bytes("x") }, { name: "constructor", data: bytes() }),
    ],
    [
      "a data descriptor after the data",
      zipWith({
        data: bytes(fourOnes, "PK", 7, 8, integer(12, 0)),
        local: { flags: 0x808, size: 0 },
        listed: { flags: 0x808, size: size0 },
      }),
    ],
    ["storages before their description", zip({ records: soundRecords().toReversed() })],
  ];
  test.each(cases)("%s", (_name, file) => {
    expect([...tensorsOf(file).keys()]).toEqual(["norm.weight"]);
  });
});

describe("a zip is refused that has", () => {
  const twoEnds = bytes(endSignature, integer(16, 0), integer(2, 0));
  const cases: [name: string, file: Uint8Array, mention: RegExp][] = [
    // The end record
    ["no end record", sound.slice(0, endAt), /no zip end record/],
    ["only its first four bytes", sound.slice(0, 4), /no zip end record/],
    ["bytes after its end", zip({ after: bytes("more") }), /something was added/],
    ["a comment that is shorter than it says", zip({ end: { commentSize: 9 } }), /no zip end record/],
    ["a second end record in its comment", zip({ comment: twoEnds }), /two zip end records/],
    [
      "the signature of an end record in its comment",
      zip({ comment: bytes("x", endSignature, "y") }),
      /two zip end records/,
    ],
    ["another zip after it", bytes(sound, sound), /zip directory should fill/],
    ["another zip in its comment", zip({ comment: sound }), /two zip end records/],
    ["an end record of several disks", zip({ end: { disk: 1 } }), /split over several files/],
    ["records on another disk", zip({ end: { countOnDisk: 2 } }), /split over several files/],
    // The directory
    ["fewer records than it says", zip({ end: { count: 4 } }), /no record at its byte/],
    ["more records than it says", zip({ end: { count: 2 } }), /bytes more than its 2 records/],
    ["no records", writeZip({ records: [] }), /no FOLDER\/data\.pkl/],
    ["65,535 records by its word alone", zip({ end: { count: 0xffff } }), /no record at its byte/],
    ["a directory beyond the file", zip({ end: { offset: full } }), /zip directory should fill/],
    ["a directory larger than the file", zip({ end: { size: full } }), /zip directory should fill/],
    ["a directory that begins early", zip({ end: { offset: directoryAt - 1 } }), /zip directory should fill/],
    [
      "something between directory and end",
      zip({ betweenDirectoryAndEnd: bytes("x") }),
      /zip directory should fill/,
    ],
    [
      "a record without its signature",
      zipWith({ listed: { signature: 0x12345678 } }),
      /no record at its byte/,
    ],
    // zip64
    [
      "a zip64 end record outside of the file",
      zip({ zip64: { at: 2 ** 40 } }),
      /zip64 end record would lie at byte/,
    ],
    [
      "a zip64 end record beyond 2^53",
      zip({ zip64: { at: 2n ** 64n - 1n } }),
      /zip64 end record would lie at byte/,
    ],
    ["a zip64 end record elsewhere", zip({ zip64: { at: 0 } }), /no valid zip64 end record/],
    ["a zip64 end record of another size", zip({ zip64: { recordSize: 45 } }), /no valid zip64 end record/],
    [
      "a zip64 end record without its signature",
      zip({ zip64: { signature: 1 } }),
      /no valid zip64 end record/,
    ],
    ["two counts of records", zip({ zip64: { count: 4 } }), /end records disagree/],
    ["two places of its directory", zip({ zip64: { offset: 0 } }), /end records disagree/],
    [
      "a directory beyond 2^53",
      zip({ zip64: { offset: 2n ** 63n }, end: { offset: full } }),
      /zip directory should fill/,
    ],
    ["2^40 records", zip({ zip64: { count: 2 ** 40 }, end: { count: 0xffff } }), /more than any checkpoint/],
    ["several zip64 disks", zip({ zip64: { disks: 2 } }), /split over several files/],
    // records
    [
      "a compressed record",
      zipWith({ listed: { method: 8 } }),
      /"archive\/data\/0" is compressed \(method 8\).*zip -0/,
    ],
    [
      "a record compressed by its local header",
      zipWith({ local: { method: 8 } }),
      /"archive\/data\/0" is compressed/,
    ],
    [
      "a compressed bomb",
      zipWith({ listed: { method: 8, size: 0xfffffff0, storedSize: size0 } }),
      /is compressed/,
    ],
    ["an encrypted record", zipWith({ listed: { flags: 0x801 } }), /"archive\/data\/0" is encrypted/],
    [
      "a record encrypted by its local header",
      zipWith({ local: { flags: 0x801 } }),
      /"archive\/data\/0" is encrypted/,
    ],
    ["masked headers", zipWith({ listed: { flags: 0x2000 } }), /is encrypted/],
    ["a record of two sizes", zipWith({ listed: { storedSize: 4 } }), /has two sizes: 8 and 4/],
    ["another size in a local header", zipWith({ local: { size: 4 } }), /8 bytes, or 4 by its local header/],
    [
      "another name in a local header",
      zipWith({ local: { name: "archive/data/1" } }),
      /another name in its local header/,
    ],
    [
      "a local header without its signature",
      zipWith({ local: { signature: 1 } }),
      /is not at byte \d+, where it should be/,
    ],
    ["a local header beyond the file", zipWith({ listed: { header: 2 ** 31 } }), /where there is no room/],
    ["a record beyond the file", zipWith({ listed: { size: 2 ** 31 } }), /where there is no room/],
    [
      "a record that reaches into the next",
      zipWith({ listed: { size: size0 + 1 }, local: { flags: 0x808, size: 0 } }),
      /overlaps what follows it/,
    ],
    [
      "two records in one place",
      zipWith({ listed: { header: 0, name: bytes("archive/data.pkl") } }),
      /overlaps|two records/,
    ],
    [
      "a record that swallows the directory",
      zipPlus({ name: "x", data: bytes("x"), listed: { size: 2 }, local: { size: 2 } }),
      /where there is no room|overlaps/,
    ],
    [
      "a local extra field that reaches too far",
      zipPlus({ name: "x", data: bytes(), local: { extra: bytes("FB") }, listed: { size: 2 } }),
      /where there is no room|overlaps|by its local header/,
    ],
    [
      "two records of one name",
      zipPlus({ name: "archive/data/0", data: fourOnes }),
      /two records "archive\/data\/0"/,
    ],
    [
      "two descriptions",
      zipPlus({ name: "other/data.pkl", data: bytes() }),
      /both "archive\/data.pkl" and "other\/data.pkl"/,
    ],
    ["a record on another disk", zipWith({ listed: { disk: 1 } }), /another part of the zip/],
    ["a name that is not UTF-8", zipWith({ listed: { name: bytes(0xff, 0xfe) } }), /not UTF-8/],
    [
      "a name that would break the line",
      zipPlus({ name: "a\nb\u001b[31m", data: bytes(), listed: { method: 8 } }),
      /"a\\u\{a\}b\\u\{1b\}\[31m" is compressed/,
    ],
    ["zip64 sizes that are not there", zipWith({ listed: { size: full } }), /no zip64 sizes/],
    [
      "zip64 sizes that are cut short",
      zipWith({ listed: { size: full, extra: zip64Extra(size0) } }),
      /no zip64 sizes/,
    ],
    [
      "zip64 sizes beyond 2^53",
      zipWith({ listed: { size: full, extra: zip64Extra(2n ** 63n, 2n ** 63n) } }),
      /where there is no room/,
    ],
    [
      "a zip64 offset beyond 2^53",
      zipWith({ listed: { header: full, extra: zip64Extra(2n ** 64n - 1n) } }),
      /where there is no room/,
    ],
  ];
  test.each(cases)("%s", (_name, file, mention) => expectRefused(file, mention));
});
