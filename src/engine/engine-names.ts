import { hasSimd } from "./simd/support.ts";

/** The names of the engines. */
export const engineNames = ["simd", "typescript"] as const;

export type EngineName = (typeof engineNames)[number];

/** The default engine: the faster one if this processor can run it. */
export function defaultEngine(): EngineName {
  return hasSimd() ? "simd" : "typescript";
}
