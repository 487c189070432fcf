import { expect, test } from "bun:test";
import { elementCount, isContiguous } from "../../src/tensor/shape.ts";

test("the number of elements is the product of the lengths", () => {
  expect([[], [7], [2, 3], [2, 0, 3]].map(elementCount)).toEqual([1, 7, 6, 0]);
});

// As torch.Tensor.is_contiguous() says
test.each([
  [[6], [1], true],
  [[6], [2], false],
  [[2, 3], [3, 1], true],
  [[2, 3], [1, 2], false],
  [[2, 3], [4, 1], false],
  [[1, 3], [99, 1], true],
  [[3, 1], [1, 99], true],
  [[2, 3], [0, 1], false],
  [[2, 3, 4], [12, 4, 1], true],
  [[], [], true],
])("shape %p with strides %p is contiguous: %p", (shape, strides, contiguous) => {
  expect(isContiguous({ shape, strides })).toBe(contiguous);
});
