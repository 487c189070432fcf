import { describe, expect, test } from "bun:test";
import { compileKernels, createKernelMemory, kernelsOver } from "../../../src/engine/simd/kernels.ts";
import { bfloat16ToFloat32 } from "../../../src/tensor/bfloat16.ts";

// every kernel against a plain loop in float64. memory is full of NaN beforehand, so that reading too far shows

const memory = createKernelMemory(2 ** 22);
const kernels = kernelsOver(compileKernels(), memory);
const floats = new Float32Array(memory.buffer);
const patterns = new Uint16Array(memory.buffer);
const [A, B, C, D] = [0, 2 ** 20, 2 ** 21, 3 * 2 ** 20];

let state = 1;
/** pseudo-random values between -1 and 1. */
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 31 - 1;
}

function clear(): void {
  floats.fill(Number.NaN);
}

function randomFloats(at: number, count: number): Float64Array {
  const values = Float64Array.from({ length: count }, () => Math.fround(random()));
  floats.set(values, at / 4);
  return values;
}

/** random bfloat16 patterns of moderate size, and their values. */
function randomPatterns(at: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const pattern = ((random() < 0 ? 0x8000 : 0) | 0x3e00) + Math.floor((random() + 1) * 128);
    patterns[at / 2 + i] = pattern;
    return bfloat16ToFloat32(pattern);
  });
}

const dot = (a: Float64Array, b: Float64Array, aStart = 0, bStart = 0, n = b.length) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[aStart + i] * b[bStart + i];
  return sum;
};

/** what lies in memory is near what should, and NaN still follows it. */
function expectFloats(at: number, want: ArrayLike<number>, tolerance = 2e-5): void {
  const got = floats.subarray(at / 4, at / 4 + want.length);
  for (let i = 0; i < want.length; i++) {
    const isNear = Math.abs(got[i] - want[i]) <= tolerance * (1 + Math.abs(want[i]));
    if (!isNear) throw new Error(`element ${i}: got ${got[i]}, want ${want[i]}`);
  }
  expect(floats[at / 4 + want.length]).toBeNaN();
}

describe.each([8, 16, 72, 576])("bfloat16 matrix × vector, %d columns", (k) => {
  test.each([8, 16, 24, 72])("%d rows, interleaved and as they lie", (rows) => {
    clear();
    const w = randomPatterns(A, rows * k);
    const x = randomFloats(B, k);
    kernels.splitEvenOdd(B, B + 2 ** 16, k);
    const want = Array.from({ length: rows }, (_, row) => dot(w, x, row * k));
    kernels.multiplyRows(A, B + 2 ** 16, C, k, rows);
    expectFloats(C, want);
    for (let row = 0; row < rows; row += 4) {
      kernels.interleave(A + row * k * 2, k * 2, k, D + row * k * 2);
    }
    floats.fill(Number.NaN, C / 4, C / 4 + rows);
    kernels.multiplyInterleaved(D, B + 2 ** 16, C, k, rows);
    expectFloats(C, want);
  });
});

test("bfloat16 weights are exact: signs, subnormals, zeros", () => {
  clear();
  const special = [0x0001, 0x8001, 0x0000, 0x8000, 0x7f7f, 0x0080, 0x3f80, 0xbf80];
  patterns.set([...special, ...special, ...special, ...special], A / 2);
  for (let i = 0; i < 8; i++) {
    floats.fill(0, B / 4, B / 4 + 8);
    floats[B / 4 + i] = 1;
    kernels.splitEvenOdd(B, B + 1024, 8);
    kernels.multiplyRows(A, B + 1024, C, 8, 4);
    expect(floats[C / 4]).toBe(bfloat16ToFloat32(special[i]) + 0);
  }
});

describe("matrix × matrix in panels", () => {
  test.each([
    [8, 8, 6],
    [16, 24, 12],
    [64, 72, 18],
  ])("%d rows, %d columns, %d tokens, packed from both layouts, in two parts", (rows, k, tokens) => {
    for (const isInterleaved of [false, true]) {
      clear();
      const w = randomPatterns(A, rows * k);
      const x = randomFloats(B, tokens * k);
      const half = k === 8 ? 8 : Math.floor(k / 16) * 8;
      if (isInterleaved) {
        for (let row = 0; row < rows; row += 4) {
          kernels.interleave(A + row * k * 2, k * 2, k, D + row * k * 2);
        }
      }
      const yStride = rows * 4 + 32;
      for (const [from, to] of half === k
        ? [[0, k]]
        : [
            [0, half],
            [half, k],
          ]) {
        const depth = to - from;
        const [groups, panels] = [B + 2 ** 19, C];
        for (let t = 0; t < tokens; t++) {
          const place = groups + Math.floor(t / 6) * depth * 96 + (t % 6) * 16;
          kernels.splat(B + (t * k + from) * 4, depth, place);
        }
        for (let row = 0; row < rows; row += 4) {
          const target = panels + Math.floor(row / 8) * depth * 32 + (row % 8) * 4;
          if (isInterleaved) kernels.packBfloat16(D + row * k * 2 + from * 8, 16, 64, depth, target);
          else kernels.packBfloat16(A + row * k * 2 + from * 2, k * 2, 16, depth, target);
        }
        const y = C + 2 ** 19;
        kernels.multiplyPanels(panels, depth * 32, rows / 8, groups, tokens / 6, depth, y, yStride, from > 0);
      }
      for (let t = 0; t < tokens; t++) {
        const want = Array.from({ length: rows }, (_, row) => dot(w, x, row * k, t * k, k));
        expectFloats(C + 2 ** 19 + t * yStride, want);
      }
    }
  });

  test("float32 panels × vector", () => {
    clear();
    const [rows, k] = [24, 40];
    const w = randomFloats(D, rows * k);
    const x = randomFloats(B, k);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < k; i++) {
        floats[A / 4 + Math.floor(row / 8) * k * 8 + i * 8 + (row % 8)] = w[row * k + i];
      }
    }
    kernels.multiplyPanelsByVector(A, rows / 8, B, C, k);
    expectFloats(
      C,
      Array.from({ length: rows }, (_, row) => dot(w, x, row * k)),
    );
  });
});

test.each([1, 3, 4, 7, 172])("swiglu of %d values, far out too", (n) => {
  clear();
  const gate = randomFloats(A, n).map((value) => Math.fround(value * 30));
  const extremes = [0, -0, 90, -90, 104, -104, 1e4, -1e4];
  for (const [i, value] of extremes.slice(0, n).entries()) gate[i] = value;
  floats.set(gate, A / 4);
  const up = randomFloats(B, n);
  kernels.swiglu(A, B, n);
  expectFloats(
    A,
    gate.map((z, i) => (z / (1 + Math.exp(-z))) * up[i]),
    3e-7,
  );
});

describe.each([8, 16, 64, 128])("attention of four queries, head dim %d", (headDim) => {
  test.each([[[1, 1, 1, 1]], [[1, 2, 3, 4]], [[31, 31, 32, 33]], [[70, 71, 71, 71]]])(
    "that see %p positions",
    (sees) => {
      clear();
      const positions = sees[3];
      const q = randomFloats(A, 4 * headDim).map((value) => Math.fround(value * 3));
      floats.set(q, A / 4);
      const keys = randomFloats(B, positions * headDim);
      const values = randomFloats(C, positions * headDim);
      const [scores, out] = [D, D + 2 ** 19];
      kernels.attend(A, B, C, scores, out, headDim, sees[0], sees[1], sees[2], sees[3]);
      const want = sees.flatMap((n, query) => {
        const weights = Array.from({ length: n }, (_, p) =>
          Math.exp(dot(q, keys, query * headDim, p * headDim, headDim)),
        );
        const sum = weights.reduce((a, b) => a + b, 0);
        return Array.from({ length: headDim }, (_, i) =>
          weights.reduce((a, weight, p) => a + (weight / sum) * values[p * headDim + i], 0),
        );
      });
      expectFloats(out, want);
      expect(floats[scores / 4 + 4 * positions]).toBeNaN();
    },
  );
});

test("readMemory sees every word", () => {
  new Int32Array(memory.buffer).fill(0, A / 4, A / 4 + 256);
  for (let i = 0; i < 256; i++) {
    new Int32Array(memory.buffer)[A / 4 + i] = 0x1234;
    expect(kernels.readMemory(A, 1024)).toBe(0x1234);
    new Int32Array(memory.buffer)[A / 4 + i] = 0;
  }
});
