import { expect, test } from "bun:test";
import { Bench, slopes } from "../../scripts/measure/bench-training.ts";
import { inverseFrequencies, rotaryTable } from "../../src/tensor/rope-frequencies.ts";
import { firstRows, type Matrix, numbersOf } from "../../src/training/network/matrix.ts";
import { add } from "../../src/training/operations/add.ts";
import {
  attention,
  attentionBackward,
  attentionScratchSize,
} from "../../src/training/operations/attention.ts";
import { crossEntropy, noTarget } from "../../src/training/operations/cross-entropy.ts";
import { embedding, embeddingBackward } from "../../src/training/operations/embedding.ts";
import { linear, linearBackward } from "../../src/training/operations/linear.ts";
import { transposedSize } from "../../src/training/operations/multiply.ts";
import { rmsNorm, rmsNormBackward } from "../../src/training/operations/rms-norm.ts";
import { fillRotation, rotate, rotateBackward } from "../../src/training/operations/rotate.ts";
import { swiglu, swigluBackward } from "../../src/training/operations/swiglu.ts";
import { difference } from "./fixture.ts";

// Each operation is written here once more in float64, plainly. The kernels' results are held against it, and their
// gradients against its slopes. What is left is the rounding of float32

const tolerance = 5e-6;

/** Expects the operation's result and gradients: inputs by name, each with the gradient that the operation gave. */
function expectGradients(
  bench: Bench,
  reference: (...inputs: Float64Array[]) => Float64Array,
  y: Float64Array,
  dy: Float64Array,
  inputs: Record<string, { x: Float64Array; gradient: Matrix }>,
): void {
  const all = Object.values(inputs).map(({ x }) => x);
  expect(difference(y, reference(...all))).toBeLessThan(tolerance);
  for (const [n, [name, { x, gradient }]] of Object.entries(inputs).entries()) {
    const wanted = slopes((changed) => reference(...all.with(n, changed)), x, dy);
    expect(wanted.some((slope) => Math.abs(slope) > 0.01)).toBe(true);
    expect([name, difference(bench.values(gradient), wanted) < tolerance]).toEqual([name, true]);
  }
}

/** A gradient that has something in it already, as the operations add to theirs; afterwards that is taken off. */
function started(bench: Bench, like: Matrix): { gradient: Matrix; takeOff: () => void } {
  const gradient = bench.filled(like.rows, like.columns);
  const before = bench.values(gradient);
  const takeOff = () => {
    const numbers = numbersOf(bench.compute.floats, gradient);
    for (let i = 0; i < numbers.length; i++) numbers[i] -= before[i];
  };
  return { gradient, takeOff };
}

// Rows left over by six, by four, and none; columns beyond one block of 256; rows of B beyond one block of 24
test.each([
  [8, 4, 8],
  [12, 28, 4],
  [4, 4, 260],
])("linear: %d tokens, %d rows of %d", (tokens, out, columns) => {
  const bench = new Bench();
  const { compute } = bench;
  const [x, w, dy] = [bench.filled(tokens, columns), bench.filled(out, columns), bench.filled(tokens, out)];
  const y = linear(compute, x, w, bench.zeros(tokens, out));
  const dx = started(bench, x);
  const dw = started(bench, w);
  const room = transposedSize(Math.max(tokens, out), Math.max(out, columns));
  const scratch = { left: bench.room(room), right: bench.room(room) };
  linearBackward(compute, scratch, dy, x, w, dx.gradient, dw.gradient);
  dx.takeOff();
  dw.takeOff();
  const reference = (a: Float64Array, b: Float64Array) => {
    return new Float64Array(tokens * out).map((_, i) => {
      const [t, o] = [Math.floor(i / out), i % out];
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += a[t * columns + c] * b[o * columns + c];
      return sum;
    });
  };
  expectGradients(bench, reference, bench.values(y), bench.values(dy), {
    x: { x: bench.values(x), gradient: dx.gradient },
    w: { x: bench.values(w), gradient: dw.gradient },
  });
});

test("rmsNorm", () => {
  const bench = new Bench();
  const { compute } = bench;
  const [tokens, dim, eps] = [3, 12, 0.01];
  const [x, w, dy] = [bench.filled(tokens, dim), bench.filled(1, dim), bench.filled(tokens, dim)];
  const scales = bench.zeros(tokens, 1);
  const y = rmsNorm(compute, x, w, eps, bench.zeros(tokens, dim), scales);
  const dx = started(bench, x);
  const dw = started(bench, w);
  rmsNormBackward(compute, dy, x, w, scales, dx.gradient, dw.gradient);
  dx.takeOff();
  dw.takeOff();
  const reference = (a: Float64Array, b: Float64Array) => {
    return a.map((value, i) => {
      const row = a.subarray(i - (i % dim), i - (i % dim) + dim);
      return (value * b[i % dim]) / Math.sqrt(row.reduce((sum, v) => sum + v * v, 0) / dim + eps);
    });
  };
  expectGradients(bench, reference, bench.values(y), bench.values(dy), {
    x: { x: bench.values(x), gradient: dx.gradient },
    w: { x: bench.values(w), gradient: dw.gradient },
  });
});

test("swiglu", () => {
  const bench = new Bench();
  const [gate, up, dy] = [bench.filled(3, 8), bench.filled(3, 8), bench.filled(3, 8)];
  const y = swiglu(bench.compute, gate, up, bench.zeros(3, 8));
  const [dGate, dUp] = [bench.zeros(3, 8), bench.zeros(3, 8)];
  swigluBackward(bench.compute, dy, gate, up, dGate, dUp);
  const reference = (a: Float64Array, b: Float64Array) => a.map((z, i) => (z / (1 + Math.exp(-z))) * b[i]);
  expectGradients(bench, reference, bench.values(y), bench.values(dy), {
    gate: { x: bench.values(gate), gradient: dGate },
    up: { x: bench.values(up), gradient: dUp },
  });
});

test("add", () => {
  const bench = new Bench();
  const [a, b] = [bench.filled(2, 12), bench.filled(2, 12)];
  const sum = bench.values(add(bench.compute, a, b, bench.zeros(2, 12)));
  const second = bench.values(b);
  expect(
    difference(
      sum,
      bench.values(a).map((value, i) => value + second[i]),
    ),
  ).toBeLessThan(tolerance);
});

test("rotate, with positions that begin anew in every sequence", () => {
  const bench = new Bench();
  const [headDim, heads] = [4, 3];
  const sequences = [
    { from: 0, length: 4 },
    { from: 4, length: 8 },
  ];
  const table = { cos: bench.zeros(8, headDim), sin: bench.zeros(8, headDim) };
  const frequencies = inverseFrequencies(headDim, 100);
  fillRotation(bench.compute, rotaryTable(frequencies, 8), table);
  const [x, dx] = [bench.filled(12, heads * headDim), bench.filled(12, heads * headDim)];
  const [input, dy] = [bench.values(x), bench.values(dx)];
  const y = bench.values(rotate(bench.compute, x, sequences, table));
  rotateBackward(bench.compute, dx, sequences, table);
  const reference = (a: Float64Array) => {
    return a.map((value, i) => {
      const token = Math.floor(i / (heads * headDim));
      const angle = (token < 4 ? token : token - 4) * frequencies[Math.floor((i % headDim) / 2)];
      const other = i % 2 === 0 ? -a[i + 1] : a[i - 1];
      return value * Math.cos(angle) + other * Math.sin(angle);
    });
  };
  expectGradients(bench, reference, y, dy, { x: { x: input, gradient: dx } });
});

test("embedding, with a token that comes twice", () => {
  const bench = new Bench();
  const tokens = Int32Array.of(2, 0, 2, 3);
  const [table, dx] = [bench.filled(5, 8), bench.filled(4, 8)];
  const x = bench.values(embedding(bench.compute, tokens, table, bench.zeros(4, 8)));
  const dTable = started(bench, table);
  embeddingBackward(bench.compute, tokens, dx, dTable.gradient);
  dTable.takeOff();
  const reference = (a: Float64Array) => {
    return new Float64Array(32).map((_, i) => a[tokens[Math.floor(i / 8)] * 8 + (i % 8)]);
  };
  expectGradients(bench, reference, x, bench.values(dx), {
    table: { x: bench.values(table), gradient: dTable.gradient },
  });
});

test("attention of two sequences, four heads on two key heads", () => {
  const bench = new Bench();
  const { compute } = bench;
  const shape = { heads: 4, kvHeads: 2, headDim: 4 };
  const sequences = [
    { from: 0, length: 8 },
    { from: 8, length: 4 },
  ];
  const [q, k, v, dy] = [
    bench.filled(12, 16),
    bench.filled(12, 8),
    bench.filled(12, 8),
    bench.filled(12, 16),
  ];
  const probabilities = bench.room(shape.heads * (8 * 8 + 4 * 4));
  const room = attentionScratchSize(8, shape.headDim);
  const scratch = {
    left: bench.room(room),
    right: bench.room(room),
    keys: bench.room(room),
    scores: bench.room(room),
  };
  const out = bench.zeros(12, 16);
  attention(compute, shape, sequences, { q, k, v }, probabilities, scratch.left, out);
  const [dq, dk, dv] = [q, k, v].map((matrix) => started(bench, matrix));
  const gradient = { q: dq.gradient, k: dk.gradient, v: dv.gradient };
  attentionBackward(compute, shape, sequences, dy, { q, k, v }, probabilities, scratch, gradient);
  for (const { takeOff } of [dq, dk, dv]) takeOff();

  const reference = (qs: Float64Array, ks: Float64Array, vs: Float64Array) => {
    const result = new Float64Array(12 * 16);
    for (const { from, length } of sequences) {
      for (let t = from; t < from + length; t++) {
        for (let head = 0; head < 4; head++) {
          const kv = Math.floor(head / 2) * 4;
          const shares: number[] = [];
          for (let p = from; p <= t; p++) {
            let score = 0;
            for (let i = 0; i < 4; i++) score += qs[t * 16 + head * 4 + i] * ks[p * 8 + kv + i];
            shares.push(Math.exp(score / 2));
          }
          const total = shares.reduce((a, b) => a + b);
          for (const [p, share] of shares.entries()) {
            for (let i = 0; i < 4; i++) {
              result[t * 16 + head * 4 + i] += (share / total) * vs[(from + p) * 8 + kv + i];
            }
          }
        }
      }
    }
    return result;
  };
  expectGradients(bench, reference, bench.values(out), bench.values(dy), {
    q: { x: bench.values(q), gradient: dq.gradient },
    k: { x: bench.values(k), gradient: dk.gradient },
    v: { x: bench.values(v), gradient: dv.gradient },
  });
});

test("cross-entropy, of rows that count and one that does not", () => {
  const bench = new Bench();
  const logits = bench.filled(3, 8);
  // Large scores must not overflow
  const numbers = numbersOf(bench.compute.floats, logits);
  numbers[0] = 90;
  numbers[1] = 89.5;
  const x = bench.values(logits);
  const targets = Int32Array.of(1, noTarget, 7);
  const share = 0.5;
  const total = crossEntropy(bench.compute, logits, targets, share);
  const reference = (scores: Float64Array) => {
    return Float64Array.of(
      [...targets].reduce((sum, target, t) => {
        if (target === noTarget) return sum;
        const row = scores.subarray(t * 8, t * 8 + 8);
        return sum + Math.log(row.reduce((all, score) => all + Math.exp(score), 0)) - row[target];
      }, 0),
    );
  };
  expectGradients(bench, reference, Float64Array.of(total), Float64Array.of(share), {
    logits: { x, gradient: logits },
  });
  expect([...bench.values(firstRows(logits, 2)).subarray(8)]).toEqual(new Array(8).fill(0));
});
