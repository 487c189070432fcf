import { readRows } from "../checkpoint/rows.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import { bytesPerElement, type DType } from "../common/dtype.ts";
import { elementCount } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";

/** A tensor looked at closely. */
export interface TensorDetails {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** In elements. */
  readonly strides: readonly number[];
  readonly file: string;
  /** Of the first element in the file, in bytes. */
  readonly offset: number;
  readonly bytes: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
  /** How many elements are NaN or infinite, which are in none of the other numbers. */
  readonly notFinite: number;
  /** How many elements lie in each of equal parts of the stretch from min to max. */
  readonly histogram: readonly number[];
  /** The first values, in row-major order. */
  readonly first: readonly number[];
  /** The bits of the first value, if it is a bfloat16. */
  readonly bits?: Bfloat16Bits;
}

/** A bfloat16 taken apart: (-1)^sign × 2^(exponent - 127) × (1 + fraction / 128), for exponents above 0. */
export interface Bfloat16Bits {
  readonly pattern: string;
  readonly sign: string;
  readonly exponent: string;
  readonly fraction: string;
  readonly value: number;
}

const buckets = 21;
const firstValues = 8;
/** Elements that are read at once. */
const chunk = 2 ** 22;

/** Reads a tensor and measures it. It takes two passes over its elements. @throws FileError when reading fails */
export function tensorDetails(info: TensorInfo): TensorDetails {
  const { name, dtype, shape, strides, file, offset } = info;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let squares = 0;
  let count = 0;
  let notFinite = 0;
  forEachChunk(info, (values) => {
    for (const value of values) {
      if (!Number.isFinite(value)) {
        notFinite++;
        continue;
      }
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
      squares += value * value;
      count++;
    }
  });
  const histogram: number[] = new Array(buckets).fill(0);
  const width = (max - min) / buckets;
  forEachChunk(info, (values) => {
    for (const value of values) {
      if (Number.isFinite(value)) histogram[Math.min(buckets - 1, Math.floor((value - min) / width)) || 0]++;
    }
  });
  const mean = sum / count;
  const first = readRows(info, 0, Math.min(shape[0], firstValues), "read");
  const head = new Tensor(first.elements, dtype, [first.elements.length]);
  return {
    ...{ name, dtype, shape, strides, file, offset, min, max, mean },
    bytes: elementCount(shape) * bytesPerElement[dtype],
    deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    ...{ notFinite, histogram },
    first: [...head.slice(0, 0, Math.min(firstValues, head.size)).toFloat32().data],
    bits: dtype === "bfloat16" && head.size > 0 ? bfloat16Bits(Number(first.elements[0])) : undefined,
  };
}

/** Takes the pattern of a bfloat16 apart. */
export function bfloat16Bits(pattern: number): Bfloat16Bits {
  const bits = pattern.toString(2).padStart(16, "0");
  return {
    pattern: pattern.toString(16).padStart(4, "0"),
    sign: bits.slice(0, 1),
    exponent: bits.slice(1, 9),
    fraction: bits.slice(9),
    value: new Tensor(Uint16Array.of(pattern), "bfloat16", [1]).at(0),
  };
}

/** Calls a function with all values of a tensor, some rows at a time. */
function forEachChunk(info: TensorInfo, use: (values: Float32Array) => void): void {
  const [rows, columns = 1] = info.shape;
  const atOnce = Math.max(1, Math.floor(chunk / columns));
  for (let from = 0; from < rows; from += atOnce) {
    const to = Math.min(from + atOnce, rows);
    const { elements } = readRows(info, from, to, "read");
    use(new Tensor(elements, info.dtype, [elements.length]).toFloat32().data);
  }
}
