import { describe, expect, test } from "bun:test";
import type { DType } from "../../src/common/dtype.ts";
import { add } from "../../src/tensor/operations/add.ts";
import { attention } from "../../src/tensor/operations/attention.ts";
import { embedding } from "../../src/tensor/operations/embedding.ts";
import { linear } from "../../src/tensor/operations/linear.ts";
import { rmsNorm } from "../../src/tensor/operations/rms-norm.ts";
import { rotate } from "../../src/tensor/operations/rotate.ts";
import { softmax } from "../../src/tensor/operations/softmax.ts";
import { swiglu } from "../../src/tensor/operations/swiglu.ts";
import { inverseFrequencies, rotaryTable } from "../../src/tensor/rope-frequencies.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { readReference, relativeDifference } from "../support/reference.ts";
import { difference, float32, patterns, type Stored, torchCase } from "./torch.ts";

// A few float32 roundings, of which ours are at other places than PyTorch's
const tolerance = 1e-6;

const kinds: DType[] = ["bfloat16", "float16", "float32"];
const weightOf = (stored: Stored, dtype: DType) =>
  dtype === "float32" ? float32(stored) : new Tensor(patterns(stored), dtype, stored.shape);

/** A part of a tensor that is full of NaN: whoever reads or writes too far shows. */
function within(shape: readonly number[]): Tensor<Float32Array> {
  const wide = Tensor.float32([shape[0] + 2, shape[1] + 4]);
  wide.data.fill(Number.NaN);
  return wide.slice(0, 1, shape[0] + 1).slice(1, 2, shape[1] + 2);
}

describe.each(kinds)("%s weights", (dtype) => {
  const { x, weight, output } = torchCase(`linear ${dtype}`);

  test("linear over several tokens, into columns of a wider tensor", () => {
    const out = within(output.shape);
    linear(float32(x), weightOf(weight, dtype), out);
    expect(difference(out, float32(output))).toBeLessThan(tolerance);
    expect(out.data.filter((value) => !Number.isNaN(value)).length).toBe(out.size);
  });

  test("linear of one token", () => {
    const want = float32(output).slice(0, 2, 3);
    const out = linear(float32(x).slice(0, 2, 3), weightOf(weight, dtype), Tensor.float32(want.shape));
    expect(difference(out, want)).toBeLessThan(tolerance);
  });

  test("embedding", () => {
    const { ids, output: rows, weight: stored } = torchCase(`embedding ${dtype}`);
    const out = embedding(weightOf(stored, dtype), ids, Tensor.float32(rows.shape));
    expect(difference(out, float32(rows))).toBe(0);
  });
});

describe("linear of many tokens, with a weight that is a part of a wider matrix", () => {
  const { x, wide, output } = torchCase("linear of many");
  const weight = weightOf(wide, "bfloat16").slice(0, 1, 10).slice(1, 3, 24);

  test.each([1, 2, 3, 4, 5, 31, 32, 33, 36, 37])("%d tokens", (tokens) => {
    const want = float32(output).slice(0, 0, tokens);
    const out = within(want.shape);
    linear(float32(x).slice(0, 0, tokens), weight, out);
    expect(difference(out, want)).toBeLessThan(tolerance);
    expect(out.data.filter((value) => !Number.isNaN(value)).length).toBe(out.size);
  });

  test("a NaN spoils its own token alone", () => {
    const spoiled = float32(x);
    spoiled.data[34 * 21 + 5] = Number.NaN;
    const out = linear(spoiled, weight, Tensor.float32(output.shape));
    for (let t = 0; t < 37; t++) {
      const row = out.slice(0, t, t + 1);
      if (t === 34) expect(row.toFloat32().data.every(Number.isNaN)).toBe(true);
      else expect(difference(row, float32(output).slice(0, t, t + 1))).toBeLessThan(tolerance);
    }
  });
});

test.each(["rms norm", "rms norm of zeros"])("%s", (name) => {
  const { x, weight, eps, output } = torchCase(name);
  const out = rmsNorm(float32(x), float32(weight), eps, Tensor.float32(output.shape));
  expect(difference(out, float32(output))).toBeLessThan(tolerance);
});

test("softmax, of huge and infinite scores too", () => {
  for (const { x, output } of torchCase("softmax").rows) {
    const scores = float32(x);
    softmax(scores.data, 0, scores.size);
    expect(difference(scores, float32(output))).toBeLessThan(tolerance);
  }
});

test("swiglu, in place and far out", () => {
  const { gate, up, output } = torchCase("swiglu");
  const target = float32(gate);
  expect(difference(swiglu(target, float32(up), target), float32(output))).toBeLessThan(tolerance);
});

test("add, in place", () => {
  const { a, b, output } = torchCase("add");
  const target = float32(a);
  expect(difference(add(target, float32(b), target), float32(output))).toBe(0);
});

describe("rotary embedding", () => {
  const { x, first, theta, output } = torchCase("rotate");
  const table = rotaryTable(inverseFrequencies(10, theta), 16);

  test("from a later position", () => {
    expect(difference(rotate(float32(x), table, first), float32(output))).toBeLessThan(tolerance);
  });

  test("some of the heads, the others left alone", () => {
    const whole = float32(x);
    rotate(whole.slice(1, 1, 3), table, first);
    expect(difference(whole.slice(1, 1, 3), float32(output).slice(1, 1, 3))).toBeLessThan(tolerance);
    expect(difference(whole.slice(1, 0, 1), float32(x).slice(1, 0, 1))).toBe(0);
  });
});

describe("rotary tables are PyTorch's, to position 8191", () => {
  const { reference, array } = readReference("tiny-llama");
  const { head_dim, rope_theta, positions } = reference.rope;
  const scaling = { factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192 };

  test.each([
    ["unscaled", undefined],
    ["scaled", scaling],
  ] as const)("%s", (kind, factors) => {
    const frequencies = inverseFrequencies(head_dim, rope_theta, factors);
    expect(frequencies).toEqual(array(reference.rope[kind].inv_freq));
    const { cos, sin } = rotaryTable(frequencies, 8192);
    for (const [part, table] of [
      ["cos", cos],
      ["sin", sin],
    ] as const) {
      const got = positions.flatMap((position) => [...table.select(0, position).toFloat32().data]);
      // The libraries' cosines differ in the last place
      expect(relativeDifference(got, array(reference.rope[kind][part]))).toBeLessThan(2e-7);
    }
  });
});

test.each<{
  model: string;
  headDim: number;
  factor: number | null;
  frequencies: Stored;
  cos: Stored;
  sin: Stored;
}>(torchCase("frequencies"))(
  "rotary frequencies of $model are PyTorch's to the last bit",
  ({ headDim, factor, frequencies, cos, sin }) => {
    const scaling =
      factor === null
        ? undefined
        : { factor, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192 };
    const got = inverseFrequencies(headDim, 500_000, scaling);
    expect(got).toEqual(float32(frequencies).data);
    const table = rotaryTable(got, 8192);
    expect(difference(table.cos.select(0, 8191), float32(cos))).toBeLessThan(2e-7);
    expect(difference(table.sin.select(0, 8191), float32(sin))).toBeLessThan(2e-7);
  },
);

test("attention from the start, a key head for each query head", () => {
  const { q, k, v, first, output } = torchCase("attention from the start");
  const out = Tensor.float32(output.shape);
  attention(float32(q), float32(k), float32(v), first, new Float32Array(5), out);
  expect(difference(out, float32(output))).toBeLessThan(tolerance);
});

describe("attention with a cache and grouped heads", () => {
  const { q, k, v, first, output } = torchCase("attention");
  const scores = new Float32Array(9);

  test("all heads", () => {
    const out = attention(float32(q), float32(k), float32(v), first, scores, Tensor.float32(output.shape));
    expect(difference(out, float32(output))).toBeLessThan(tolerance);
  });

  test("a cache that lies head by head", () => {
    const byHead = (stored: Stored) => {
      const values = float32(stored).transpose(0, 1).toFloat32();
      return values.transpose(0, 1);
    };
    const out = Tensor.float32(output.shape);
    attention(float32(q), byHead(k), byHead(v), first, scores, out);
    expect(difference(out, float32(output))).toBeLessThan(tolerance);
  });

  test("the second group of heads alone", () => {
    const out = Tensor.float32(output.shape);
    const part = (tensor: Tensor<Float32Array>, from: number, to: number) => tensor.slice(1, from, to);
    attention(
      part(float32(q), 3, 6),
      part(float32(k), 1, 2),
      part(float32(v), 1, 2),
      first,
      scores,
      part(out, 3, 6),
    );
    expect(difference(part(out, 3, 6), part(float32(output), 3, 6))).toBeLessThan(tolerance);
    expect(
      part(out, 0, 3)
        .toFloat32()
        .data.every((value) => value === 0),
    ).toBe(true);
  });
});
