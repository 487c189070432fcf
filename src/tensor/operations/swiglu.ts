import type { Tensor } from "../tensor.ts";

/**
 * silu(gate) × up, element by element, where silu(z) = z / (1 + e⁻ᶻ) (Shazeer, "GLU Variants Improve Transformer",
 * 2020).
 * @param gate [tokens, hidden]
 * @param up [tokens, hidden]
 * @param out [tokens, hidden]; it may be one of the two
 */
export function swiglu(
  gate: Tensor<Float32Array>,
  up: Tensor<Float32Array>,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const [tokens, hidden] = gate.shape;
  for (let t = 0; t < tokens; t++) {
    const gateAt = gate.offset + t * gate.strides[0];
    const upAt = up.offset + t * up.strides[0];
    const outAt = out.offset + t * out.strides[0];
    for (let i = 0; i < hidden; i++) {
      const z = gate.data[gateAt + i];
      out.data[outAt + i] = (z / (1 + Math.exp(-z))) * up.data[upAt + i];
    }
  }
  return out;
}
