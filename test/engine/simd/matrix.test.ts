import { describe, expect, test } from "bun:test";
import { Activation, newRegion } from "../../../src/engine/activation.ts";
import { Arenas } from "../../../src/engine/simd/arenas.ts";
import { FloatMatrix } from "../../../src/engine/simd/float-matrix.ts";
import { InterleavedMatrix, rowsInMemory } from "../../../src/engine/simd/interleaved-matrix.ts";
import { compileKernels } from "../../../src/engine/simd/kernels.ts";
import { MappedMatrix } from "../../../src/engine/simd/mapped-matrix.ts";
import { type KernelMatrix, multiply } from "../../../src/engine/simd/matrix.ts";
import { float32ToBfloat16 } from "../../../src/tensor/bfloat16.ts";
import { linear } from "../../../src/tensor/operations/linear.ts";
import { Tensor } from "../../../src/tensor/tensor.ts";

const batch = 13;
const arenas = new Arenas(compileKernels(), { columns: 2100, rows: 150, batch });

/** Numbers that bfloat16 and float16 hold exactly, so that all kinds of weights are the same. */
const numbers = (count: number) =>
  Float32Array.from({ length: count }, (_, i) => (((i * 37 + (i >> 3)) % 61) - 30) / 64);

const float16 = new Float16Array(1);
const float16Bits = new Uint16Array(float16.buffer);
function toFloat16(value: number): number {
  float16[0] = value;
  return float16Bits[0];
}

function activation(tokens: number, width: number, data = new Float32Array(tokens * width)): Activation {
  return new Activation(Tensor.float32([tokens, width], data), newRegion(false));
}

const kinds: [string, (weights: Float32Array, columns: number) => KernelMatrix][] = [
  [
    "copied bfloat16",
    (weights, columns) =>
      new InterleavedMatrix(rowsInMemory(Uint16Array.from(weights, float32ToBfloat16), columns), arenas),
  ],
  ["float32", (weights, columns) => new FloatMatrix(weights, columns, arenas)],
  ["float16", (weights, columns) => new FloatMatrix(Uint16Array.from(weights, toFloat16), columns, arenas)],
  [
    "mapped bfloat16",
    (weights, columns) =>
      new MappedMatrix(Uint16Array.from(weights, float32ToBfloat16), columns, arenas.first),
  ],
];

describe.each(kinds)("%s", (kind, make) => {
  // Mapped weights are whole vectors of 8; others may have any size. 2056 columns are three blocks,
  // 150 rows as well
  const columns = kind.startsWith("mapped") ? [8, 64, 2056] : [1, 7, 9, 64, 172, 2056, 2057];
  const cases = columns.flatMap((width) => [1, 5, 8, 66, 150].map((rows) => [rows, width] as const));

  test.each(cases)("%d rows of %d columns, as the plain operation", (rows, width) => {
    const weights = numbers(rows * width);
    const matrix = make(weights, width);
    for (const tokens of [1, 2, 6, batch]) {
      const x = activation(tokens, width, numbers(tokens * width).reverse());
      const out = activation(tokens, rows + 5);
      multiply(matrix, x, out, 3);
      const want = activation(tokens, rows + 5);
      linear(x.flat, new Tensor(weights, "float32", [rows, width]), want.flat.slice(1, 3, rows + 3));
      for (const [i, value] of want.flat.data.entries()) {
        expect(Math.abs(out.flat.data[i] - value)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
      }
    }
  });
});

test("no rows at all", () => {
  const x = activation(1, 8);
  const out = activation(1, 5);
  multiply(new FloatMatrix(new Float32Array(0), 8, arenas), x, out, 2);
  expect([...out.flat.data]).toEqual([0, 0, 0, 0, 0]);
});
