import { UserError } from "../common/errors.ts";
import type { Engine } from "./engine.ts";
import type { EngineName } from "./engine-names.ts";
import { SimdEngine, type SimdOptions } from "./simd/engine.ts";
import { hasSimd } from "./simd/support.ts";
import type { Team } from "./team/team.ts";
import { TypeScriptEngine } from "./typescript/engine.ts";

/** What an engine is to work in, whichever it is. */
export type EngineOptions = SimdOptions;

/** @throws UserError when memory is short, or the processor cannot run the engine */
export function createEngine(name: EngineName, team: Team, options: EngineOptions): Engine {
  if (name === "simd") {
    if (!hasSimd()) {
      throw new UserError("this processor lacks the vectors that the SIMD engine needs", 1, {
        remedy: "plain engine",
      });
    }
    return new SimdEngine(team, options);
  }
  return new TypeScriptEngine(team, options.context, options.weights === "ram" ? "read" : "mmap");
}
