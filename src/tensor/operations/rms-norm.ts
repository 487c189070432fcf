import type { Tensor } from "../tensor.ts";

/**
 * Divides each token's vector by its root mean square, then scales each element by its weight (Zhang and Sennrich,
 * "Root Mean Square Layer Normalization", 2019).
 * @param x [tokens, dim]
 * @param weight [dim]
 * @param eps added to the mean square, so that a vector of zeros divides by something
 * @param out [tokens, dim]; it may be x itself
 */
export function rmsNorm(
  x: Tensor<Float32Array>,
  weight: Tensor<Float32Array>,
  eps: number,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const [tokens, dim] = x.shape;
  for (let t = 0; t < tokens; t++) {
    const from = x.offset + t * x.strides[0];
    const to = out.offset + t * out.strides[0];
    let squares = 0;
    for (let i = 0; i < dim; i++) squares += x.data[from + i] * x.data[from + i];
    const scale = 1 / Math.sqrt(squares / dim + eps);
    for (let i = 0; i < dim; i++)
      out.data[to + i] = x.data[from + i] * scale * weight.data[weight.offset + i];
  }
  return out;
}
