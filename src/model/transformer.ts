import type { Activation } from "../engine/activation.ts";
import type { Embedding, Engine, Linear, Norm, Observer } from "../engine/engine.ts";
import { type NetworkParts, rmsNorm, tensorOf } from "./network.ts";
import { outputWeight } from "./tensors.ts";
import { TransformerBlock } from "./transformer-block.ts";

/** How a forward pass is run. */
export interface ForwardOptions {
  /** How many of the last tokens' results are wanted. While a long prompt is read, only its last part has one: 0 to all. */
  readonly results?: number;
  /** Looks at the steps' results; all ranks must be given one, or none. */
  readonly observer?: Observer;
  /** Called with how many layers are done. It costs next to nothing. */
  readonly progress?: (layers: number) => void;
}

/** Llama 3 (`Transformer` in Meta's models/llama3/model.py), as one rank of a team runs it. */
export class Transformer {
  private readonly tokEmbeddings: Embedding;
  private readonly layers: readonly TransformerBlock[];
  private readonly norm: Norm;
  private readonly output: Linear;
  private readonly engine: Engine;

  /** @throws FileError when reading the weights fails, UserError when memory is short */
  constructor(parts: NetworkParts) {
    const { config, engine, buffers, embeddings, tensors } = parts;
    const table = tensorOf(parts, "tok_embeddings");
    const output = tensors.has(outputWeight) ? tensorOf(parts, "output") : table;
    this.engine = engine;
    this.tokEmbeddings = engine.embedding("tok_embeddings", table, embeddings, buffers.x);
    this.layers = Array.from({ length: config.nLayers }, (_, n) => new TransformerBlock(parts, n));
    this.norm = rmsNorm(parts, "norm");
    this.output = engine.linear("output", output, buffers.logits);
  }

  /**
   * Reads tokens at the positions from `position` on; what lies before them comes from the KV cache.
   * @param tokens ids, at most a batch of them
   * @returns the residual stream after the last layer [results, dim], or undefined where no result is wanted
   */
  forward(tokens: ArrayLike<number>, position: number, options: ForwardOptions = {}): Activation | undefined {
    const { results = 1, observer, progress } = options;
    this.engine.observer = observer;
    const last = this.layers.length - 1;
    let x = this.tokEmbeddings(tokens); // [tokens, dim]
    for (const [n, layer] of this.layers.entries()) {
      // Nobody reads the last layer's results of the other tokens; the next pass needs only their keys and values
      if (n < last)
        x = layer.forward(x, position); // [tokens, dim]
      else if (results > 0)
        x = layer.forward(x, position, results); // [results, dim]
      else layer.append(x, position);
      progress?.(n + 1);
    }
    return results > 0 ? x : undefined;
  }

  /**
   * The scores of every token of the vocabulary to come next.
   * @param x the residual stream after the last layer [tokens, dim], at most `logitRows` tokens
   * @returns the logits [tokens, vocabulary]
   */
  predict(x: Activation, observer?: Observer): Activation {
    this.engine.observer = observer;
    return this.output(this.norm(x));
  }
}
