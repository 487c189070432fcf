import type { Tensor } from "../tensor.ts";

/** Cosines and sines of the rotary embedding: of every position and every pair of a head's elements. */
export interface RotaryTable {
  /** [positions, headDim / 2] */
  readonly cos: Tensor<Float32Array>;
  /** [positions, headDim / 2] */
  readonly sin: Tensor<Float32Array>;
}

/**
 * Rotary position embedding, in place (Su et al., "RoFormer", 2021): the elements 2i and 2i + 1 of a head are a point
 * in the plane, turned by position × frequency i. The product of a turned query and a turned key then depends on how
 * far apart they are. Pairs are neighbours, as in Meta's own code, not halves as in Hugging Face's.
 * @param x [tokens, heads, headDim]
 * @param first position of the first token
 */
export function rotate(
  x: Tensor<Float32Array>,
  { cos, sin }: RotaryTable,
  first: number,
): Tensor<Float32Array> {
  const [tokens, heads, headDim] = x.shape;
  for (let t = 0; t < tokens; t++) {
    const cosAt = cos.offset + (first + t) * cos.strides[0];
    const sinAt = sin.offset + (first + t) * sin.strides[0];
    for (let h = 0; h < heads; h++) {
      const at = x.offset + t * x.strides[0] + h * x.strides[1];
      for (let i = 0; i < headDim; i += 2) {
        const c = cos.data[cosAt + i / 2];
        const s = sin.data[sinAt + i / 2];
        const even = x.data[at + i];
        const odd = x.data[at + i + 1];
        x.data[at + i] = even * c - odd * s;
        x.data[at + i + 1] = even * s + odd * c;
      }
    }
  }
  return x;
}
