import { describe, expect, test } from "bun:test";
import { bytes } from "../hostile/bytes.ts";
import { expectRefused, tensorsOf } from "../hostile/folders.ts";
import { soundRecords } from "../hostile/torch-files.ts";
import { type RecordPlan, writeZip } from "../hostile/zip-writer.ts";

/** A valid file in a folder of this name, with further records. */
const inFolder = (folder: string, ...more: RecordPlan[]) =>
  writeZip({
    records: [
      ...soundRecords().map((record) => ({ ...record, name: record.name.replace("archive", folder) })),
      ...more,
    ],
  });
const withRecord = (name: string, content: string) => inFolder("archive", { name, data: bytes(content) });

test.each(["archive", "consolidated.00", "Llama 3.1", "模型", "__proto__", "data", ".."])(
  "the folder may be named %p",
  (folder) => {
    expect(tensorsOf(inFolder(folder)).size).toBe(1);
  },
);

test.each(["little", "little\n"])("the byte order may be %p", (order) => {
  expect(tensorsOf(withRecord("archive/byteorder", order)).size).toBe(1);
});

describe("a zip is refused", () => {
  const cases: [what: string, file: Uint8Array, mention: RegExp][] = [
    ["of big-endian numbers", withRecord("archive/byteorder", "big"), /byteorder says "big"/],
    ["of an unknown byte order", withRecord("archive/byteorder", ""), /byteorder says ""/],
    [
      "with a byte order of a megabyte",
      withRecord("archive/byteorder", "little".repeat(200_000)),
      /byteorder says "littlelittlelitt"/,
    ],
    ["of a TorchScript program", withRecord("archive/constants.pkl", ""), /TorchScript/],
    [
      "that is in no folder",
      writeZip({ records: soundRecords().map((r) => ({ ...r, name: r.name.slice(8) })) }),
      /no FOLDER\/data\.pkl/,
    ],
    ["that is in a folder of a folder", inFolder("models/archive"), /no FOLDER\/data\.pkl/],
    [
      "of other things",
      writeZip({ records: [{ name: "word/document.xml", data: bytes("<x/>") }] }),
      /torch\.save did not write it/,
    ],
    [
      "whose storages are in another folder",
      writeZip({ records: soundRecords({ "archive/data/0": { name: "other/data/0" } }) }),
      /storage "0", which the file does not have/,
    ],
  ];
  test.each(cases)("%s", (_what, file, mention) => expectRefused(file, mention));

  test("with a description of more than 64 MiB", () => {
    const data = new Uint8Array(64 * 2 ** 20 + 1);
    expectRefused(
      writeZip({ records: soundRecords({ "archive/data.pkl": { data } }) }),
      /data\.pkl has 67108865 bytes/,
    );
  });
});
