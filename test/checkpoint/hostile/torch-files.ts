import { bytes, integer } from "./bytes.ts";
import { dictionary, list, number, pickle, stateDict, tensor, text, yes } from "./pickle-assembler.ts";
import { type RecordPlan, writeZip, type ZipPlan } from "./zip-writer.ts";

/** The storage that a tensor by `tensor()` is in: four times 1.0 in bfloat16. */
export const fourOnes: Uint8Array<ArrayBuffer> = bytes(0x80, 0x3f, 0x80, 0x3f, 0x80, 0x3f, 0x80, 0x3f);

/** The records of a valid file with one tensor, "norm.weight". More can be added, and some replaced. */
export function soundRecords(replaced: Readonly<Record<string, Partial<RecordPlan>>> = {}): RecordPlan[] {
  const sound: RecordPlan[] = [
    { name: "archive/data.pkl", data: stateDict({ "norm.weight": tensor() }) },
    { name: "archive/data/0", data: fourOnes },
    { name: "archive/version", data: bytes("3\n") },
  ];
  return sound.map((record) => ({ ...record, ...replaced[record.name] }));
}

/** A file in the zip format with this pickle and the storage "0". */
export function torchZip(data: Uint8Array, plan: Partial<ZipPlan> = {}): Uint8Array<ArrayBuffer> {
  return writeZip({ records: soundRecords({ "archive/data.pkl": { data } }), ...plan });
}

/** The parts of a file in the legacy format. */
export interface LegacyPlan {
  readonly magic?: Uint8Array;
  readonly version?: Uint8Array;
  readonly system?: Uint8Array;
  readonly root?: Uint8Array;
  readonly keys?: Uint8Array;
  readonly storages?: Uint8Array;
}

/** A file in the legacy format with one tensor, "norm.weight", but for what is said otherwise. */
export function torchLegacy(plan: LegacyPlan = {}): Uint8Array<ArrayBuffer> {
  return bytes(
    plan.magic ?? pickle(bytes(0x8a, 10, integer(10, 0x1950a86a20f9469cfc6cn))),
    plan.version ?? pickle(number(1001)),
    plan.system ?? pickle(dictionary([[text("little_endian"), yes]])),
    plan.root ?? stateDict({ "norm.weight": tensor() }),
    plan.keys ?? pickle(list(text("0"))),
    plan.storages ?? bytes(integer(8, 4), fourOnes),
  );
}
