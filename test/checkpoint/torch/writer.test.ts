import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../../src/checkpoint/checkpoint.ts";
import { readRows } from "../../../src/checkpoint/rows.ts";
import { writeTorch } from "../../../src/checkpoint/torch/writer.ts";
import { temporaryFolder } from "../../support/model-folder.ts";

// That PyTorch reads such files, scripts/fixtures/check-torch-file.py checks with PyTorch itself

const patterns = Uint16Array.of(0x3f80, 0xc000, 0x7f80, 0x0001, 0x4049, 0x8000);
const floats = Float32Array.of(1, -2.5, 1e-30, Number.MAX_VALUE);

function written() {
  const folder = temporaryFolder();
  const bytes = writeTorch(
    [
      { name: "tok_embeddings.weight", shape: [2, 3], data: patterns },
      { name: "norm.weight", shape: [4], data: floats },
      { name: "output.weight", shape: [2, 3], data: patterns },
    ],
    "consolidated.00",
  );
  writeFileSync(join(folder, "consolidated.00.pth"), bytes);
  return { bytes, tensors: readCheckpoint(folder).tensors };
}

test("our loader finds names, types, shapes and elements", () => {
  const { tensors } = written();
  expect([...tensors.keys()]).toEqual(["tok_embeddings.weight", "norm.weight", "output.weight"]);
  const found = [...tensors.values()].map(({ dtype, shape }) => [dtype, shape]);
  expect(found).toEqual([
    ["bfloat16", [2, 3]],
    ["float32", [4]],
    ["bfloat16", [2, 3]],
  ]);
  for (const [name, rows, data] of [
    ["tok_embeddings.weight", 2, patterns],
    ["norm.weight", 4, floats],
    ["output.weight", 2, patterns],
  ] as const) {
    const info = tensors.get(name);
    if (info === undefined) throw new Error(name);
    expect(Array.from(readRows(info, 0, rows, "read").elements)).toEqual(Array.from(data));
  }
});

test("the same data is stored once, and every storage begins at a multiple of 64 bytes", () => {
  const offsets = [...written().tensors.values()].map(({ offset }) => offset);
  expect(offsets[2]).toBe(offsets[0]);
  expect(offsets.map((offset) => offset % 64)).toEqual([0, 0, 0]);
});

test("the same tensors give the same bytes", () => {
  expect(written().bytes).toEqual(written().bytes);
});
