import { describe, expect, test } from "bun:test";
import { compileKernels, createKernelMemory, kernelsOver } from "../../../src/engine/simd/kernels.ts";
import { bfloat16ToFloat32 } from "../../../src/tensor/bfloat16.ts";

// Every kernel against a plain loop in float64. Memory is full of NaN beforehand, so that reading too far shows

const memory = createKernelMemory(2 ** 22);
const kernels = kernelsOver(compileKernels(), memory);
const floats = new Float32Array(memory.buffer);
const patterns = new Uint16Array(memory.buffer);
const [A, B, C, D] = [0, 2 ** 20, 2 ** 21, 3 * 2 ** 20];

let state = 1;
/** Pseudo-random values between -1 and 1. */
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

/** Random bfloat16 patterns of moderate size, and their values. */
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

/** What lies in memory is near what should, and NaN still follows it. */
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
    kernels.splitEvenOdd(B, k, B + 2 ** 16, 16);
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
    kernels.splitEvenOdd(B, 8, B + 1024, 16);
    kernels.multiplyRows(A, B + 1024, C, 8, 4);
    expect(floats[C / 4]).toBe(bfloat16ToFloat32(special[i]) + 0);
  }
});

/** Where element k of a row is after `splitEvenOdd`. */
const split = (k: number) => k - (k % 8) + (k % 2) * 4 + Math.floor((k % 8) / 2);

test.each([8, 72])("inputs are split alone and in pairs, %d columns", (k) => {
  clear();
  const x = randomFloats(A, 2 * k);
  kernels.splitEvenOdd(A, k, B, 16);
  expectFloats(
    B,
    permuted(k, (i) => [split(i), x[i]]),
    0,
  );
  for (const t of [0, 1]) kernels.splitEvenOdd(A + t * k * 4, k, C + t * 16, 32);
  // 4 of the one, then 4 of the other
  const place = (i: number, t: number) => Math.floor(split(i) / 4) * 8 + t * 4 + (split(i) % 4);
  expectFloats(
    C,
    permuted(2 * k, (i) => [place(i % k, Math.floor(i / k)), x[i]]),
    0,
  );
});

/** `count` values, each at its place. */
function permuted(count: number, at: (i: number) => [place: number, value: number]): Float64Array {
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const [place, value] = at(i);
    out[place] = value;
  }
  return out;
}

test.each([8, 72])("four rows as float32 from both layouts, %d columns", (k) => {
  clear();
  const w = randomPatterns(A, 4 * k);
  const stride = (k + 8) * 4;
  kernels.interleave(A, k * 2, k, D);
  for (const [from, rowStep, chunkStep] of [
    [A, k * 2, 16],
    [D, 16, 64],
  ]) {
    floats.fill(Number.NaN, C / 4, C / 4 + 4 * (k + 8));
    kernels.widen(from, rowStep, chunkStep, k, C, stride);
    for (let row = 0; row < 4; row++) {
      expectFloats(
        C + row * stride,
        permuted(k, (i) => [split(i), w[row * k + i]]),
        0,
      );
    }
  }
});

test.each([
  [6, 4, 1],
  [12, 24, 3],
  [72, 128, 8],
])("%d rows, %d columns, %d pairs of inputs; the second half of the columns added", (rows, k, pairs) => {
  clear();
  const w = randomFloats(A, rows * 2 * k);
  const x = Array.from({ length: 2 * pairs }, () =>
    Float64Array.from({ length: 2 * k }, () => Math.fround(random())),
  );
  const pairStride = k * 16 + 64;
  for (const [t, values] of x.entries()) {
    for (const [i, value] of values.entries()) {
      const place = Math.floor(i / 4) * 8 + (t % 2) * 4 + (i % 4);
      floats[(B + Math.floor(t / 2) * pairStride) / 4 + place] = value;
    }
  }
  const yStride = rows * 4 + 32;
  kernels.multiplyBlock(A, k * 8, rows, B, pairStride, pairs, k, C, yStride, false);
  kernels.multiplyBlock(A + k * 4, k * 8, rows, B + k * 8, pairStride, pairs, k, C, yStride, true);
  for (const [t, values] of x.entries()) {
    const want = Array.from({ length: rows }, (_, row) => dot(w, values, row * 2 * k, 0, 2 * k));
    expectFloats(C + t * yStride, want);
  }
});

test("float32 rows × vector", () => {
  clear();
  const [rows, k] = [12, 40];
  const w = randomFloats(A, rows * k);
  const x = randomFloats(B, k);
  kernels.multiplyFloats(A, B, C, k, rows);
  expectFloats(
    C,
    Array.from({ length: rows }, (_, row) => dot(w, x, row * k)),
  );
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
