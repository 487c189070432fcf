import { describe, expect, test } from "bun:test";
import type { DType, Elements } from "../../src/common/dtype.ts";
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
import { difference, float32, patterns, type Stored, torchCase } from "./torch.ts";

// A few float32 roundings, of which ours are at other places than PyTorch's
const tolerance = 1e-6;

/** A pattern that is NaN in both 16-bit types. */
const nanPattern = 0x7fff;

/** A place for `shape` inside a wider tensor full of NaN: whoever reads beside it shows. */
function place<E extends Elements>(
  like: E,
  dtype: DType,
  shape: readonly number[],
  margin: number,
): Tensor<E> {
  const wide = shape.map((length) => length + 2 * margin + 1);
  const size = wide.reduce((a, b) => a * b, 1);
  const data = (like instanceof Float32Array ? new Float32Array(size) : new Uint16Array(size)) as E;
  data.fill(like instanceof Float32Array ? Number.NaN : nanPattern);
  return shape.reduce(
    (view, length, axis) => view.slice(axis, margin, margin + length),
    new Tensor(data, dtype, wide),
  );
}

/** The same numbers as a part of a wider tensor. */
function inside<E extends Elements>(tensor: Tensor<E>, margin: number): Tensor<E> {
  const part = place(tensor.data, tensor.dtype, tensor.shape, margin);
  const copy = (axis: number, from: number, to: number): void => {
    if (axis === tensor.shape.length) part.data[to] = tensor.data[from];
    else
      for (let i = 0; i < tensor.shape[axis]; i++)
        copy(axis + 1, from + i * tensor.strides[axis], to + i * part.strides[axis]);
  };
  copy(0, tensor.offset, part.offset);
  return part;
}

const input = (stored: Stored, margin: number) => inside(float32(stored), margin);
const output = (stored: Stored, margin: number) =>
  place(new Float32Array(0), "float32", stored.shape, margin);

/** The result is PyTorch's, and nothing beside it was written. */
function expectAlone(got: Tensor<Float32Array>, want: Tensor, most = tolerance): void {
  expect(difference(got, want)).toBeLessThanOrEqual(most);
  expect(got.data.filter((value) => !Number.isNaN(value)).length).toBe(got.size);
}

// Margins differ, so that no operand's strides or offset can stand for another's
test("add", () => {
  const { a, b, output: want } = torchCase("add");
  expectAlone(add(input(a, 1), input(b, 2), output(want, 3)), float32(want), 0);
});

test("rms norm", () => {
  const { x, weight, eps, output: want } = torchCase("rms norm");
  expectAlone(rmsNorm(input(x, 1), input(weight, 2), eps, output(want, 3)), float32(want));
});

test("swiglu", () => {
  const { gate, up, output: want } = torchCase("swiglu");
  expectAlone(swiglu(input(gate, 1), input(up, 2), output(want, 3)), float32(want));
});

test("softmax of a part", () => {
  for (const { x, output: want } of torchCase("softmax").rows) {
    const scores = input(x, 2);
    softmax(scores.data, scores.offset, scores.size);
    expectAlone(scores, float32(want));
  }
});

describe.each(["bfloat16", "float16", "float32"] as const)("%s weights", (dtype) => {
  const { x, weight: stored, output: want } = torchCase(`linear ${dtype}`);
  const weight =
    dtype === "float32" ? input(stored, 2) : inside(new Tensor(patterns(stored), dtype, stored.shape), 2);

  test("linear of several tokens", () => {
    expectAlone(linear(input(x, 1), weight, output(want, 3)), float32(want));
  });

  test.each([0, 1, 2, 3, 4])("linear of token %d alone", (token) => {
    const wide = output(want, 3);
    const one = (tensor: Tensor<Float32Array>) => tensor.slice(0, token, token + 1);
    const out = linear(one(input(x, 1)), weight, one(wide));
    expectAlone(out, one(float32(want)));
  });

  test("embedding", () => {
    const { ids, output: rows } = torchCase(`embedding ${dtype}`);
    expectAlone(embedding(weight, ids, output(rows, 3)), float32(rows), 0);
  });
});

test("rotary embedding, with a table that is a part of a wider one", () => {
  const { x, first, theta, output: want } = torchCase("rotate");
  const { cos, sin } = rotaryTable(inverseFrequencies(10, theta), 16);
  const table = { cos: inside(cos, 1), sin: inside(sin, 1) };
  expectAlone(rotate(input(x, 2), table, first), float32(want));
});

test.each(["attention", "attention from the start"])("%s", (name) => {
  const { q, k, v, first, output: want } = torchCase(name);
  const scores = new Float32Array(20).fill(Number.NaN);
  const out = attention(input(q, 1), input(k, 2), input(v, 3), first, scores, output(want, 4));
  expectAlone(out, float32(want));
});
