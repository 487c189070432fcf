import { readCheckpoint } from "../../src/checkpoint/checkpoint.ts";
import { readParams } from "../../src/checkpoint/params.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { solo } from "../../src/engine/team/team.ts";
import { TypeScriptEngine } from "../../src/engine/typescript/engine.ts";
import { Buffers, createMemories } from "../../src/model/buffers.ts";
import { modelConfig } from "../../src/model/config.ts";
import { Transformer } from "../../src/model/transformer.ts";
import { loadWeights } from "../../src/model/weights.ts";

const sizes = { context: 512, batch: 512, ranks: 1 };

/** A network on this thread alone, with nobody to meet. */
export function soloTransformer(folder: string, engine: Engine = soloEngine()): Transformer {
  const config = modelConfig(readParams(folder), 768);
  const weights = loadWeights(readCheckpoint(folder).tensors, config, engine);
  const buffers = new Buffers(config, sizes, createMemories(config, sizes, 0), 0);
  return new Transformer(config, sizes.context, weights, buffers, engine);
}

function soloEngine(): Engine {
  return new TypeScriptEngine(solo, sizes.context, "read");
}
