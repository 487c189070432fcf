import { expect } from "bun:test";
import type { DType, Elements } from "../../src/common/dtype.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { difference } from "./torch.ts";

/** A few float32 roundings, which happen at other places than in PyTorch. */
export const tolerance = 1e-6;

/** A pattern that is NaN in both 16-bit types. */
const nanPattern = 0x7fff;

/**
 * Room for a tensor of this shape inside a wider one that is full of NaN, so that reading or writing beside it shows.
 * @param margin elements on both sides along each axis; with 0 the tensor is contiguous
 */
export function place(shape: readonly number[], margin: number): Tensor<Float32Array> {
  return placeLike(new Float32Array(0), "float32", shape, margin);
}

/** The same numbers inside a wider tensor, as {@link place} makes it. */
export function inside<E extends Elements>(tensor: Tensor<E>, margin: number): Tensor<E> {
  const part = placeLike(tensor.data, tensor.dtype, tensor.shape, margin);
  const copy = (axis: number, from: number, to: number): void => {
    if (axis === tensor.shape.length) {
      part.data[to] = tensor.data[from];
      return;
    }
    for (let i = 0; i < tensor.shape[axis]; i++) {
      copy(axis + 1, from + i * tensor.strides[axis], to + i * part.strides[axis]);
    }
  };
  copy(0, tensor.offset, part.offset);
  return part;
}

function placeLike<E extends Elements>(
  like: E,
  dtype: DType,
  shape: readonly number[],
  margin: number,
): Tensor<E> {
  const wide = shape.map((length) => length + (margin === 0 ? 0 : 2 * margin + 1));
  const size = wide.reduce((a, b) => a * b, 1);
  const isFloat = like instanceof Float32Array;
  const data = (
    isFloat ? new Float32Array(size).fill(Number.NaN) : new Uint16Array(size).fill(nanPattern)
  ) as E;
  return shape.reduce(
    (view, length, axis) => view.slice(axis, margin, margin + length),
    new Tensor(data, dtype, wide),
  );
}

/** Expects PyTorch's result, and that nothing beside it was written. */
export function expectAlone(got: Tensor<Float32Array>, want: Tensor, most = tolerance): void {
  expect(difference(got, want)).toBeLessThanOrEqual(most);
  expect(got.data.filter((value) => !Number.isNaN(value)).length).toBe(got.size);
}
