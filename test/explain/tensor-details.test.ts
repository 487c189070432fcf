import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeTorch } from "../../src/checkpoint/torch/writer.ts";
import { readTorchZip } from "../../src/checkpoint/torch/zip-file.ts";
import { withFile } from "../../src/common/file.ts";
import { bfloat16Bits, tensorDetails } from "../../src/explain/tensor-details.ts";
import { tensorTable } from "../../src/explain/tensor-table.ts";
import { float32ToBfloat16 } from "../../src/tensor/bfloat16.ts";
import { temporaryFolder } from "../support/model-folder.ts";

/** A tensor in a file of its own. */
function stored(shape: number[], data: Uint16Array | Float32Array) {
  const path = join(temporaryFolder(), "consolidated.00.pth");
  writeFileSync(path, writeTorch([{ name: "one.weight", shape, data }], "consolidated.00"));
  return withFile(path, readTorchZip).get("one.weight")!;
}

test("a tensor's extremes, mean, deviation and histogram", () => {
  const details = tensorDetails(stored([2, 3], Float32Array.of(-1, 0, 1, 1, 0, 20)));
  expect(details).toMatchObject({ min: -1, max: 20, mean: 3.5, notFinite: 0, first: [-1, 0, 1, 1, 0, 20] });
  // The squares add up to 403
  expect(details.deviation).toBeCloseTo(Math.sqrt(403 / 6 - 3.5 ** 2), 10);
  // 21 parts of width 1, the last of which has its end
  expect(details.histogram.slice(0, 4)).toEqual([1, 2, 2, 0]);
  expect(details.histogram.at(-1)).toBe(1);
  expect(details.bits).toBeUndefined();
});

test("numbers that are not finite are counted apart", () => {
  const values = Float32Array.of(1, Number.NaN, 3, Number.POSITIVE_INFINITY);
  expect(tensorDetails(stored([4], values))).toMatchObject({ min: 1, max: 3, mean: 2, notFinite: 2 });
});

test("the bits of a bfloat16", () => {
  // 5.125 = 2² × (1 + 36/128)
  expect(bfloat16Bits(0x40a4)).toEqual({
    ...{ pattern: "40a4", sign: "0", exponent: "10000001", fraction: "0100100" },
    value: 5.125,
  });
  const table = tensorTable(tensorDetails(stored([1], Uint16Array.of(float32ToBfloat16(-5.125)))));
  expect(table).toContain("-2^(129 - 127) × (1 + 36/128) = -5.125");
});
