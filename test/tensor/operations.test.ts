import { describe, expect, test } from "bun:test";
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
import { expectAlone, inside, place, tolerance } from "./views.ts";

// The margins of views differ, so that the strides or offset of one operand cannot stand for another's
describe.each([
  ["contiguous tensors", [0, 0, 0, 0]],
  ["parts of wider tensors", [1, 2, 3, 4]],
])("on %s", (_, [one, two, three, four]) => {
  const input = (stored: Stored, margin: number) => inside(float32(stored), margin);
  const output = ({ shape }: Stored, margin: number) => place(shape, margin);

  test("add", () => {
    const { a, b, output: want } = torchCase("add");
    expectAlone(add(input(a, one), input(b, two), output(want, three)), float32(want), 0);
  });

  test.each(["rms norm", "rms norm of zeros"])("%s", (name) => {
    const { x, weight, eps, output: want } = torchCase(name);
    expectAlone(rmsNorm(input(x, one), input(weight, two), eps, output(want, three)), float32(want));
  });

  test("swiglu, of large and infinite values too", () => {
    const { gate, up, output: want } = torchCase("swiglu");
    expectAlone(swiglu(input(gate, one), input(up, two), output(want, three)), float32(want));
  });

  test("softmax, of large and infinite scores too", () => {
    for (const { x, output: want } of torchCase("softmax").rows) {
      const scores = input(x, two);
      softmax(scores.data, scores.offset, scores.size);
      expectAlone(scores, float32(want));
    }
  });

  describe.each(["bfloat16", "float16", "float32"] as const)("with %s weights", (dtype) => {
    const { x, weight: stored, output: want } = torchCase(`linear ${dtype}`);
    const weight =
      dtype === "float32"
        ? input(stored, two)
        : inside(new Tensor(patterns(stored), dtype, stored.shape), two);

    test("linear of several tokens", () => {
      expectAlone(linear(input(x, one), weight, output(want, three)), float32(want));
    });

    test.each([0, 1, 2, 3, 4])("linear of token %d alone", (token) => {
      const ofToken = (tensor: Tensor<Float32Array>) => tensor.slice(0, token, token + 1);
      const out = linear(ofToken(input(x, one)), weight, ofToken(place(want.shape, three)));
      expect(difference(out, ofToken(float32(want)))).toBeLessThan(tolerance);
      if (three > 0) expectAlone(out, ofToken(float32(want)));
    });

    test("embedding", () => {
      const { ids, output: rows, weight: table } = torchCase(`embedding ${dtype}`);
      const from =
        dtype === "float32"
          ? input(table, two)
          : inside(new Tensor(patterns(table), dtype, table.shape), two);
      expectAlone(embedding(from, ids, output(rows, three)), float32(rows), 0);
    });
  });

  test("rotary embedding, from a later position", () => {
    const { x, first, theta, output: want } = torchCase("rotate");
    const { cos, sin } = rotaryTable(inverseFrequencies(10, theta), 16);
    const table = { cos: inside(cos, one), sin: inside(sin, one) };
    expectAlone(rotate(input(x, two), table, first), float32(want));
  });

  // The second has no cache, and a key head for each query head
  test.each(["attention", "attention from the start"])("%s", (name) => {
    const { q, k, v, first, output: want } = torchCase(name);
    const scores = new Float32Array(20).fill(Number.NaN);
    const out = attention(input(q, one), input(k, two), input(v, three), first, scores, output(want, four));
    expectAlone(out, float32(want));
  });
});

describe("linear of many tokens, with a weight that is a part of a wider matrix", () => {
  const { x, wide, output } = torchCase("linear of many");
  const weight = new Tensor(patterns(wide), "bfloat16", wide.shape).slice(0, 1, 10).slice(1, 3, 24);

  test.each([1, 2, 3, 4, 5, 31, 32, 33, 36, 37])("%d tokens", (tokens) => {
    const want = float32(output).slice(0, 0, tokens);
    expectAlone(linear(float32(x).slice(0, 0, tokens), weight, place(want.shape, 1)), want);
  });

  test("a NaN changes only the result of its own token", () => {
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

describe("in place", () => {
  test("swiglu", () => {
    const { gate, up, output } = torchCase("swiglu");
    const target = float32(gate);
    expect(difference(swiglu(target, float32(up), target), float32(output))).toBeLessThan(tolerance);
  });

  test("add", () => {
    const { a, b, output } = torchCase("add");
    const target = float32(a);
    expect(difference(add(target, float32(b), target), float32(output))).toBe(0);
  });
});

test("rotary embedding of some heads leaves the others unchanged", () => {
  const { x, first, theta, output } = torchCase("rotate");
  const whole = float32(x);
  rotate(whole.slice(1, 1, 3), rotaryTable(inverseFrequencies(10, theta), 16), first);
  expect(difference(whole.slice(1, 1, 3), float32(output).slice(1, 1, 3))).toBeLessThan(tolerance);
  expect(difference(whole.slice(1, 0, 1), float32(x).slice(1, 0, 1))).toBe(0);
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
      // The cosines of the two libraries differ in the last bit
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

describe("attention with a cache and grouped heads", () => {
  const { q, k, v, first, output } = torchCase("attention");
  const scores = new Float32Array(9);

  test("with a cache that is stored head by head", () => {
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
