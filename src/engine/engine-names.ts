import { hasSimd } from "./simd/support.ts";

/** The engines as the command line calls them. */
export const engineNames = ["simd", "typescript"] as const;

export type EngineName = (typeof engineNames)[number];

/** The engine to use when none is asked for: the faster one where this processor can run it. */
export function defaultEngine(): EngineName {
  return hasSimd() ? "simd" : "typescript";
}
