import { cacheScratch } from "../../src/engine/create-arithmetic.ts";
import type { Observer } from "../../src/engine/engine.ts";
import type { EngineName } from "../../src/engine/engine-names.ts";
import { solo } from "../../src/engine/team/team.ts";
import { createNetwork } from "../../src/model/create-network.ts";
import { createMemories } from "../../src/model/memories.ts";
import { openModel } from "../../src/model/open.ts";
import type { Transformer } from "../../src/model/transformer.ts";

const sizes = { context: 512, batch: 512, ranks: 1 };

/** A network on this thread alone. */
export interface SoloNetwork {
  readonly transformer: Transformer;
  /** The scores of the next token [vocabulary]. */
  scores(tokens: readonly number[], position: number, observer?: Observer): Float32Array;
}

/** Loads a model's network with nobody to wait for. */
export function soloNetwork(folder: string, engine: EngineName = "typescript"): SoloNetwork {
  const { config, tensors } = openModel(folder);
  const memories = createMemories(config, sizes, cacheScratch(engine, config.headDim, sizes.context));
  const options = { config, tensors, sizes, memories, engine, weights: "ram", copyLimit: 0 } as const;
  const { transformer } = createNetwork(options, solo);
  return {
    transformer,
    scores(tokens, position, observer) {
      const x = transformer.forward(tokens, position, { observer });
      if (x === undefined) throw new Error("no result, though one is wanted");
      return transformer.predict(x, observer).row(0);
    },
  };
}
