/** How many elements a tensor of this shape has; 1 for the empty shape, a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Whether the elements follow one another in row-major order, without gaps. Strides are in elements. */
export function isContiguous({
  shape,
  strides,
}: {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    // The stride of a dimension with one element is never used
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis];
  }
  return true;
}
