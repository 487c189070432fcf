import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TensorInfo } from "../../../src/checkpoint/tensor-info.ts";
import { torchFormat } from "../../../src/checkpoint/torch/format.ts";
import { readTorchLegacy } from "../../../src/checkpoint/torch/legacy-file.ts";
import { readTorchZip } from "../../../src/checkpoint/torch/zip-file.ts";
import { bytesPerElement } from "../../../src/common/dtype.ts";
import type { OpenFile } from "../../../src/common/file.ts";
import type { Chance } from "./chance.ts";
import { join as joinBytes, mutateBytes } from "./mutate-bytes.ts";
import { mutatePickle, splitPickle } from "./pickle-code.ts";
import { require, type Target, target } from "./target.ts";
import { mutateParts, writeParts, zipParts } from "./zip-parts.ts";

const fixtures = join(import.meta.dir, "../../../test/fixtures");
const files = ["formats", "torch2"].flatMap((folder) =>
  readdirSync(join(fixtures, folder))
    .filter((name) => name.endsWith(".pth"))
    .map((name) => new Uint8Array(readFileSync(join(fixtures, folder, name)))),
);
const zips = files.filter(([first]) => first === 0x50);
const legacies = files.filter(([first]) => first !== 0x50);
const zipLists = zips.map(zipParts).filter(({ length }) => length > 0);
/** The pickles of a legacy file before its storages: magic number, version, machine, state dict and keys. */
const picklesPerFile = 5;

/** Checkpoints in any format, as files in memory. */
export const checkpointTargets: readonly Target[] = [
  target("zip records", (chance) => mutatedZip(chance), readCheckpointParts),
  target("zip bytes", (chance) => [mutateBytes(chance.pick(zips), chance)], readCheckpointParts),
  target("pickles in zips", (chance) => zipWithPickle(chance), readCheckpointParts),
  target("pickles in legacy files", (chance) => legacyWithPickle(chance), readCheckpointParts),
  target("legacy bytes", (chance) => [mutateBytes(chance.pick(legacies), chance)], readCheckpointParts),
];

function mutatedZip(chance: Chance): Uint8Array[] {
  const parts = chance.pick(zipLists).map((part) => ({ ...part }));
  if (chance.oneIn(2)) for (let i = chance.spread(1, 3); i > 0; i--) mutateParts(parts, chance);
  return writeParts(parts, chance, chance.pick([10, 50, 200, Number.POSITIVE_INFINITY]));
}

function zipWithPickle(chance: Chance): Uint8Array[] {
  const parts = chance.pick(zipLists).map((part) => ({ ...part }));
  const pickle = parts.find(({ name }) => name.endsWith("/data.pkl"));
  if (pickle !== undefined) pickle.data = mutatePickle(pickle.data, chance);
  return writeParts(parts, chance, Number.POSITIVE_INFINITY);
}

function legacyWithPickle(chance: Chance): Uint8Array[] {
  let rest: Uint8Array = chance.pick(legacies);
  const pickles: Uint8Array[] = [];
  for (let i = 0; i < picklesPerFile; i++) {
    const split = splitPickle(rest);
    pickles.push(joinBytes(...split.instructions));
    rest = split.rest;
  }
  // Most often the state dict
  const at = chance.oneIn(3) ? chance.below(picklesPerFile) : 3;
  pickles[at] = mutatePickle(pickles[at], chance);
  return [...pickles, rest];
}

function readCheckpointParts(parts: readonly Uint8Array[]): void {
  const file = inMemory(parts);
  const tensors = torchFormat(file) === "zip" ? readTorchZip(file) : readTorchLegacy(file);
  for (const info of tensors.values()) {
    require(isWithin(info, file.size), `tensor ${info.name} is not within the file: ${JSON.stringify(info)}`);
  }
}

/** Parts of a file in memory, one after the other. */
function inMemory(parts: readonly Uint8Array[]): OpenFile {
  const ends: number[] = [];
  let size = 0;
  for (const part of parts) {
    size += part.length;
    ends.push(size);
  }
  const read = (into: Uint8Array, position: number): number => {
    require(Number.isSafeInteger(position) && position >= 0, `a read at byte ${position}`);
    let done = 0;
    for (
      let i = ends.findIndex((end) => end > position);
      i >= 0 && i < parts.length && done < into.length;
      i++
    ) {
      const start = position + done - (ends[i] - parts[i].length);
      const piece = parts[i].subarray(start, start + into.length - done);
      into.set(piece, done);
      done += piece.length;
    }
    return done;
  };
  return { path: "checkpoint", size, read };
}

function isWithin({ dtype, shape, strides, offset }: TensorInfo, size: number): boolean {
  if (shape.includes(0)) return offset >= 0 && offset <= size;
  const last = shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis], 0);
  return offset >= 0 && offset + (last + 1) * bytesPerElement[dtype] <= size;
}
