import { UserError } from "../common/errors.ts";
import type { Arithmetic, ArithmeticOptions } from "./arithmetic.ts";
import type { EngineName } from "./engine-names.ts";
import { PlainArithmetic } from "./plain/arithmetic.ts";
import { SimdArithmetic } from "./simd/arithmetic.ts";
import { attentionScratch } from "./simd/attention.ts";
import { hasSimd } from "./simd/support.ts";

/** @throws UserError when memory is short, or the processor cannot run the engine */
export function createArithmetic(name: EngineName, options: ArithmeticOptions): Arithmetic {
  if (name === "typescript") return new PlainArithmetic(options);
  if (hasSimd()) return new SimdArithmetic(options);
  throw new UserError("this processor lacks the vectors that the SIMD engine needs", 1, {
    remedy: "plain engine",
  });
}

/** Bytes of scratch that an engine wants at the end of each cache's memory, for every rank: whole cache lines. */
export function cacheScratch(name: EngineName, headDim: number, context: number): number {
  return name === "simd" ? attentionScratch(headDim, context) : 0;
}
