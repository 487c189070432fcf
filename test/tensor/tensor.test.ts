import { describe, expect, test } from "bun:test";
import { float32ToBfloat16 } from "../../src/tensor/bfloat16.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { difference, float32, patterns, torchCase } from "./torch.ts";

const { x, ...views } = torchCase("views");
const tensor = float32(x);
/** The same numbers as bfloat16; they are small integers, so nothing is rounded. */
const bfloat16 = new Tensor(Uint16Array.from(tensor.data, float32ToBfloat16), "bfloat16", tensor.shape);

describe.each([
  ["float32", tensor],
  ["bfloat16", bfloat16],
] as const)("views of %s are PyTorch's", (_, of) => {
  test.each([
    ["transposed", (t: Tensor) => t.transpose(0, 2)],
    ["sliced", (t: Tensor) => t.slice(1, 1, 3).slice(2, 1, 4)],
    ["selected", (t: Tensor) => t.select(1, 2)],
    ["reshaped", (t: Tensor) => t.reshape(6, 4)],
    ["slicedTransposed", (t: Tensor) => t.slice(1, 1, 3).transpose(1, 2)],
  ] as const)("%s", (name, view) => {
    expect(difference(view(of), float32(views[name]))).toBe(0);
  });

  test("a part is reshaped where it lies", () => {
    const part = of.slice(0, 1, 2).reshape(4, 3);
    expect(difference(part, tensor.slice(0, 1, 2).toFloat32().reshape(4, 3))).toBe(0);
    expect(part.at(0, 0)).toBe(12);
  });

  test("one element of a view", () => {
    expect(of.slice(1, 1, 3).transpose(1, 2).at(1, 3, 1)).toBe(23);
  });
});

test("float16 elements are float16 values", () => {
  const { ids, weight, output } = torchCase("embedding float16");
  const table = new Tensor(patterns(weight), "float16", weight.shape);
  const rows = float32(output);
  for (const [t, id] of ids.entries()) {
    expect(difference(table.select(0, id), rows.select(0, t))).toBe(0);
    expect(table.at(id, 5)).toBe(rows.at(t, 5));
  }
});

test("a part may be empty", () => {
  expect(tensor.slice(1, 3, 3).shape).toEqual([2, 0, 4]);
  expect(tensor.slice(1, 3, 3).toFloat32().size).toBe(0);
});

test("a view shows what is written to the data it came from", () => {
  const whole = Tensor.float32([2, 3]);
  const row = whole.select(0, 1);
  whole.data[5] = 7;
  expect(row.at(2)).toBe(7);
});

test("contiguous means row-major without gaps", () => {
  expect(tensor.isContiguous).toBe(true);
  expect(tensor.slice(0, 1, 2).isContiguous).toBe(true);
  expect(tensor.slice(2, 0, 2).isContiguous).toBe(false);
  expect(tensor.transpose(0, 1).isContiguous).toBe(false);
  expect(Tensor.float32([1, 5]).transpose(0, 1).isContiguous).toBe(true);
});

describe("misuse is a RangeError that names the shape", () => {
  test.each([
    ["an index too large", () => tensor.at(0, 3, 0), "[2,3,4] has no element [0,3,0]"],
    ["too few indices", () => tensor.at(0, 0), "has no element"],
    ["too many indices", () => tensor.at(0, 0, 0, 0), "has no element"],
    ["an index that is not whole", () => tensor.at(0.5, 0, 0), "has no element [0.5,0,0]"],
    ["a part of an index", () => tensor.select(1, 0.25), "has no part 0.25 to 1.25 along dimension 1"],
    ["a slice beyond the end", () => tensor.slice(1, 2, 4), "has no part 2 to 4 along dimension 1"],
    ["a slice the wrong way round", () => tensor.slice(1, 2, 1), "has no part 2 to 1"],
    ["a slice before the beginning of a part", () => tensor.slice(0, 1, 2).slice(0, -1, 1), "has no part -1"],
    ["a slice to a part of an index", () => tensor.slice(1, 0, 1.5), "has no part 0 to 1.5"],
    ["a dimension it lacks", () => tensor.slice(3, 0, 1), "along dimension 3"],
    ["a transpose of none", () => tensor.transpose(0, 3), "has no dimensions 0 and 3"],
    ["a transpose of none with one", () => tensor.transpose(3, 0), "has no dimensions 3 and 0"],
    ["another size", () => tensor.reshape(5, 5), "cannot be seen as [5,5]"],
    ["negative lengths", () => tensor.reshape(-2, -12), "shape [-2,-12]"],
    ["a negative length", () => new Tensor(new Float32Array(4), "float32", [-1]), "shape [-1]"],
    ["a negative offset", () => new Tensor(new Float32Array(4), "float32", [2], [1], -1), "from -1"],
    ["too few strides", () => new Tensor(new Float32Array(4), "float32", [2, 2], [2]), "strides [2]"],
    ["a negative stride", () => new Tensor(new Float32Array(4), "float32", [4], [-1], 3), "strides [-1]"],
    ["a reshape of what has gaps", () => tensor.slice(2, 0, 2).reshape(12), "is not contiguous"],
    ["data that is too short", () => new Tensor(new Float32Array(5), "float32", [2, 3]), "does not fit 5"],
  ] as const)("%s", (_, act, message) => {
    expect(act).toThrow(RangeError);
    expect(act).toThrow(message);
  });
});
