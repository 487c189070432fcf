import type { Tensor } from "../tensor.ts";

/**
 * a + b, element by element.
 * @param a [tokens, dim]
 * @param b [tokens, dim]
 * @param out [tokens, dim]; it may be one of the two
 */
export function add(
  a: Tensor<Float32Array>,
  b: Tensor<Float32Array>,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const [tokens, dim] = a.shape;
  for (let t = 0; t < tokens; t++) {
    const aAt = a.offset + t * a.strides[0];
    const bAt = b.offset + t * b.strides[0];
    const outAt = out.offset + t * out.strides[0];
    for (let i = 0; i < dim; i++) out.data[outAt + i] = a.data[aAt + i] + b.data[bAt + i];
  }
  return out;
}
