import { lazy } from "../common/lazy.ts";

/**
 * The value of an IEEE 754 half: 1 bit sign, 5 bits exponent (bias 15), 10 bits fraction. Exponent 0 means a subnormal
 * (no hidden one), exponent 31 infinity or NaN. Every half is a float32.
 */
export function float16ToFloat32(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >>> 10) & 0x1f;
  const fraction = pattern & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The values of all 65,536 patterns. */
export const float16Values = lazy(() => Float32Array.from({ length: 65_536 }, (_, i) => float16ToFloat32(i)));
