import { lazy } from "../common/lazy.ts";

// One 32-bit word, as a float and as its bits
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * The value of a bfloat16 pattern: a bfloat16 is the upper half of a float32 (same sign and exponent, 7 bits of
 * fraction), so the lower half is filled with zeros and nothing is lost.
 */
export function bfloat16ToFloat32(pattern: number): number {
  bits[0] = pattern << 16;
  return float[0];
}

/**
 * The bfloat16 pattern nearest to a number, rounded to float32 first; ties go to the even pattern, as IEEE 754 and
 * PyTorch do. What is too large becomes infinity; a NaN stays one.
 */
export function float32ToBfloat16(value: number): number {
  float[0] = value;
  const word = bits[0];
  // A NaN whose fraction lies in the lower half alone would round to infinity
  if (Number.isNaN(value)) return (word >>> 16) | 0x40;
  const lowestKeptBit = (word >>> 16) & 1;
  return ((word + 0x7fff + lowestKeptBit) >>> 16) & 0xffff;
}

/** The values of all 65,536 patterns: looking one up is faster in JavaScript than computing it. */
export const bfloat16Values = lazy(() =>
  Float32Array.from({ length: 65_536 }, (_, i) => bfloat16ToFloat32(i)),
);
