import type { Engine } from "./engine.ts";
import type { EngineName } from "./engine-names.ts";
import { SimdEngine, type SimdOptions } from "./simd/engine.ts";
import type { Team } from "./team/team.ts";
import { TypeScriptEngine } from "./typescript/engine.ts";

/** what an engine is to work in, whichever it is. */
export type EngineOptions = SimdOptions;

/** @throws UserError when memory is short */
export function createEngine(name: EngineName, team: Team, options: EngineOptions): Engine {
  if (name === "simd") return new SimdEngine(team, options);
  return new TypeScriptEngine(team, options.context, options.weights === "ram" ? "read" : "mmap");
}
