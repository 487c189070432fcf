import type { DType, Elements } from "../../common/dtype.ts";
import { bfloat16Values } from "../bfloat16.ts";
import { float16Values } from "../float16.ts";
import type { Tensor } from "../tensor.ts";
import { dot, dotPatterns } from "./dot.ts";

/**
 * y = x Wᵀ, as torch.nn.functional.linear: output o of a token is the dot product of row o of the weight with the
 * token's input.
 * @param x [tokens, in]
 * @param weight [out, in], of any type
 * @param out [tokens, out]; it may be some columns of a wider tensor
 */
export function linear(
  x: Tensor<Float32Array>,
  weight: Tensor<Elements>,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const [tokens, width] = x.shape;
  const [rows] = weight.shape;
  if (tokens === 1 && weight.data instanceof Uint16Array) {
    const values = valuesOf(weight.dtype);
    for (let row = 0; row < rows; row++) {
      const start = weight.offset + row * weight.strides[0];
      out.data[out.offset + row] = dotPatterns(values, weight.data, start, x.data, x.offset, width);
    }
    return out;
  }
  // with several tokens, or float32 weights: each row becomes float32 once, and serves them all
  const buffer = new Float32Array(width);
  for (let row = 0; row < rows; row++) {
    const float32 = rowAsFloat32(weight, row, buffer);
    for (let t = 0; t < tokens; t++) {
      out.data[out.offset + t * out.strides[0] + row] = dot(
        float32,
        0,
        x.data,
        x.offset + t * x.strides[0],
        width,
      );
    }
  }
  return out;
}

/** a row of a matrix as float32: `buffer` filled with it, or the row itself where it is float32 already. */
export function rowAsFloat32(weight: Tensor<Elements>, row: number, buffer: Float32Array): Float32Array {
  const { data, shape, dtype } = weight;
  const start = weight.offset + row * weight.strides[0];
  if (data instanceof Float32Array) return data.subarray(start, start + shape[1]);
  const values = valuesOf(dtype);
  for (let i = 0; i < shape[1]; i++) buffer[i] = values[data[start + i]];
  return buffer;
}

function valuesOf(dtype: DType): Float32Array {
  return dtype === "bfloat16" ? bfloat16Values() : float16Values();
}
