import type { DType, Elements } from "../../common/dtype.ts";
import { bfloat16Values } from "../bfloat16.ts";
import { float16Values } from "../float16.ts";
import type { Tensor } from "../tensor.ts";
import { dot, dotFour, dotPatterns } from "./dot.ts";

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
  return x.shape[0] === 1 ? linearOfOne(x, weight, out) : linearOfMany(x, weight, out);
}

/** One token: each weight is used once, so nothing is gained by converting it first. */
function linearOfOne(
  x: Tensor<Float32Array>,
  weight: Tensor<Elements>,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const [rows, width] = weight.shape;
  const { data, dtype, offset, strides } = weight;
  if (data instanceof Float32Array) {
    for (let row = 0; row < rows; row++) {
      out.data[out.offset + row] = dot(data, offset + row * strides[0], x.data, x.offset, width);
    }
    return out;
  }
  const values = valuesOf(dtype);
  for (let row = 0; row < rows; row++) {
    out.data[out.offset + row] = dotPatterns(
      values,
      data,
      offset + row * strides[0],
      x.data,
      x.offset,
      width,
    );
  }
  return out;
}

// Kept from call to call, since newly allocated memory is slow. A worker computes one product at a time
let scratch = new Float64Array(0);

// Tokens that use a converted row: enough to make the conversion cheap, few enough that their inputs stay in the cache
const tokensAtOnce = 32;

/** Several tokens: each row becomes float64 once and serves many of them, four at a time. */
function linearOfMany(
  x: Tensor<Float32Array>,
  weight: Tensor<Elements>,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const [tokens, width] = x.shape;
  const [rows] = weight.shape;
  // A row of the weight, then the inputs. The number of inputs is rounded up to a multiple of 4; the results of those that
  // do not exist are dropped
  const size = (1 + Math.ceil(Math.min(tokens, tokensAtOnce) / 4) * 4) * width;
  if (scratch.length < size) scratch = new Float64Array(size);
  const weights = scratch.subarray(0, width);
  const inputs = scratch.subarray(width);
  const sums = new Float64Array(4);
  for (let from = 0; from < tokens; from += tokensAtOnce) {
    const count = Math.min(tokensAtOnce, tokens - from);
    for (let t = 0; t < count; t++) {
      const start = x.offset + (from + t) * x.strides[0];
      inputs.set(x.data.subarray(start, start + width), t * width);
    }
    for (let row = 0; row < rows; row++) {
      rowAsFloat64(weight, row, weights);
      for (let t = 0; t < count; t += 4) {
        dotFour(weights, inputs, t * width, sums);
        for (let k = 0; k < Math.min(4, count - t); k++) {
          out.data[out.offset + (from + t + k) * out.strides[0] + row] = sums[k];
        }
      }
    }
  }
  return out;
}

/** Fills `target` [in] with a row of a matrix as float32. */
export function rowAsFloat32(weight: Tensor<Elements>, row: number, target: Float32Array): void {
  const { data, shape, dtype } = weight;
  const start = weight.offset + row * weight.strides[0];
  if (data instanceof Float32Array) {
    target.set(data.subarray(start, start + shape[1]));
  } else {
    const values = valuesOf(dtype);
    for (let i = 0; i < shape[1]; i++) target[i] = values[data[start + i]];
  }
}

/** Fills `row64` with a row of a matrix. */
function rowAsFloat64(weight: Tensor<Elements>, row: number, row64: Float64Array): void {
  const { data, dtype } = weight;
  const start = weight.offset + row * weight.strides[0];
  if (data instanceof Float32Array) {
    for (let i = 0; i < row64.length; i++) row64[i] = data[start + i];
  } else {
    const values = valuesOf(dtype);
    for (let i = 0; i < row64.length; i++) row64[i] = values[data[start + i]];
  }
}

function valuesOf(dtype: DType): Float32Array {
  return dtype === "bfloat16" ? bfloat16Values() : float16Values();
}
