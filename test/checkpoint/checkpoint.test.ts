import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../src/checkpoint/checkpoint.ts";
import { readRows } from "../../src/checkpoint/rows.ts";
import type { TensorInfo } from "../../src/checkpoint/tensor-info.ts";
import { FileError } from "../../src/common/errors.ts";
import { expectRefusal, tensorsOf, withFolder } from "./hostile/folders.ts";
import { stateDict, tensor } from "./hostile/pickle-assembler.ts";
import { torchLegacy, torchZip } from "./hostile/torch-files.ts";

// A busy machine may take longer than bun's five seconds
const fixtures = join(import.meta.dir, "../fixtures");
const formats = join(fixtures, "formats");

/** Shape and SHA-256 of a tensor's row-major bytes, as PyTorch computed them. */
type Wanted = Record<string, { shape: number[]; dtype: string; sha256: string }>;
interface Formats {
  files: Record<string, { note: string; values: string; tensors?: Wanted }>;
  tensors_bf16: Wanted;
  tensors_f16: Wanted;
  tensors_f32: Wanted;
}

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const { files, ...expected }: Formats = json(join(formats, "formats.json"));

function sha256(data: ArrayBufferView): string {
  return createHash("sha256")
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest("hex");
}

/** All elements of a tensor as float32: bfloat16 by its definition, float16 by the engine's own DataView. */
function asFloat32(info: TensorInfo): Float32Array {
  const { elements } = readRows(info, 0, info.shape[0], "read");
  if (elements instanceof Float32Array) return elements;
  if (info.dtype === "bfloat16")
    return new Float32Array(Uint32Array.from(elements, (bits) => bits << 16).buffer);
  const view = new DataView(elements.buffer);
  return Float32Array.from(elements, (_bits, index) => view.getFloat16(2 * index, true));
}

function expectTensors(tensors: ReadonlyMap<string, TensorInfo>, wanted: Wanted): void {
  expect([...tensors.keys()].sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, { shape, dtype, sha256: hash }] of Object.entries(wanted)) {
    const info = tensors.get(name)!;
    expect(info).toMatchObject({ name, shape, dtype });
    for (const how of ["read", "mmap"] as const) {
      expect(sha256(readRows(info, 0, shape[0], how).elements)).toBe(hash);
    }
  }
}

describe("every format of PyTorch gives the tensors that PyTorch gave:", () => {
  test("there are 17", () => expect(Object.keys(files)).toHaveLength(17));

  test.each(Object.entries(files))("%s", (file, { values, tensors: own }) => {
    withFolder((folder) => {
      copyFileSync(join(formats, file), join(folder, "consolidated.00.pth"));
      const { tensors } = readCheckpoint(folder);
      const kind = file.slice(0, file.indexOf("-")) as "bf16" | "f16" | "f32";
      expectTensors(tensors, own ?? expected[`tensors_${kind}`]);
      if (values !== "same") return;
      for (const [name, wanted] of Object.entries(expected.tensors_f32)) {
        expect(sha256(asFloat32(tensors.get(name)!))).toBe(wanted.sha256);
      }
    });
  });

  test("tiny-llama, where it lies", () => {
    const folder = join(fixtures, "tiny-llama");
    const checkpoint = readCheckpoint(folder);
    expect(checkpoint).toMatchObject({ folder, files: [join(folder, "consolidated.00.pth")] });
    expectTensors(checkpoint.tensors, json(join(folder, "tensors.json")).tensors);
  });
});

describe("a file that is cut anywhere is refused at once:", () => {
  const cases: [what: string, file: Uint8Array, step: number][] = [
    ["a small zip, at every byte", torchZip(stateDict({ "norm.weight": tensor() })), 1],
    ["a small legacy file, at every byte", torchLegacy(), 1],
    ["a zip by PyTorch", readFileSync(join(formats, "bf16-zip.pth")), 499],
    ["a zip64", readFileSync(join(formats, "bf16-zip64-all-fields.pth")), 499],
    ["a legacy file by PyTorch", readFileSync(join(formats, "f32-legacy.pth")), 499],
  ];
  test.each(cases)("%s", (_what, file, step) => {
    withFolder((folder) => {
      const path = join(folder, "consolidated.00.pth");
      writeFileSync(path, file);
      for (let size = file.length - 1; size >= 0; size -= file.length - size < 2000 ? 1 : step) {
        truncateSync(path, size);
        expectRefusal(() => readCheckpoint(folder), "consolidated.00.pth", /./);
      }
    });
  });
});

describe("a file with any byte changed is read or refused, and nothing else happens:", () => {
  const cases: [what: string, file: Uint8Array][] = [
    ["zip", torchZip(stateDict({ "norm.weight": tensor() }))],
    ["zip64", torchZip(stateDict({ "norm.weight": tensor() }), { zip64: {} })],
    ["legacy", torchLegacy()],
  ];
  test.each(cases)("%s", (_what, file) => {
    for (let at = 0; at < file.length; at++) {
      for (const change of [0x01, 0x40, 0x80, 0xff]) {
        const changed = Uint8Array.from(file, (byte, index) => (index === at ? byte ^ change : byte));
        try {
          for (const info of tensorsOf(changed).values()) {
            expect(info.offset).toBeGreaterThan(0);
            expect(info.offset).toBeLessThanOrEqual(file.length);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
        }
      }
    }
  });
});

describe("a folder is refused", () => {
  const cases: [what: string, make: (folder: string) => void, file: string, mention: RegExp][] = [
    [
      "that is empty",
      () => {},
      "consolidated.00.pth",
      /is not there; a model's folder holds consolidated\.00\.pth, params\.json/,
    ],
    [
      "of safetensors",
      (folder) => writeFileSync(join(folder, "model.safetensors"), ""),
      "consolidated.00.pth",
      /original\//,
    ],
    [
      "that has a folder original",
      (folder) => mkdirSync(join(folder, "original")),
      "consolidated.00.pth",
      /in the folder original\//,
    ],
    [
      "with only a later part",
      (folder) => writeFileSync(join(folder, "consolidated.01.pth"), ""),
      "consolidated.00.pth",
      /is not there/,
    ],
    [
      "with several parts",
      (folder) => {
        for (const part of ["00", "01", "07"]) writeFileSync(join(folder, `consolidated.${part}.pth`), "");
      },
      "consolidated.00.pth",
      /one of 3 parts .* use a model in one part/,
    ],
    [
      "with a folder in the file's place",
      (folder) => mkdirSync(join(folder, "consolidated.00.pth")),
      "consolidated.00.pth",
      /is a folder, not a file/,
    ],
    [
      "with a link to nothing",
      (folder) => symlinkSync("/nowhere/at/all", join(folder, "consolidated.00.pth")),
      "consolidated.00.pth",
      /is a link to a file that does not exist/,
    ],
  ];
  test.each(cases)("%s", (_what, make, file, mention) => {
    withFolder((folder) => {
      make(folder);
      expectRefusal(() => readCheckpoint(folder), file, mention);
    });
  });

  test("that is not there, or is a file", () => {
    withFolder((folder) => {
      expectRefusal(() => readCheckpoint(join(folder, "none")), "none", /is not there/);
      writeFileSync(join(folder, "file"), "");
      expectRefusal(() => readCheckpoint(join(folder, "file")), "file", /is not a folder/);
    });
  });
});

test("a link to a checkpoint elsewhere is followed", () => {
  withFolder((folder) => {
    symlinkSync(join(formats, "bf16-zip.pth"), join(folder, "consolidated.00.pth"));
    expect(statSync(join(folder, "consolidated.00.pth")).isFile()).toBe(true);
    expect(readCheckpoint(folder).tensors.size).toBe(12);
  });
});
