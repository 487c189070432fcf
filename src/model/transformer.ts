import type { Activation } from "../engine/activation.ts";
import type { Engine } from "../engine/engine.ts";
import type { RotaryTable } from "../tensor/operations/rotate.ts";
import { inverseFrequencies, rotaryTable } from "../tensor/rope-frequencies.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { attention } from "./attention.ts";
import type { Buffers } from "./buffers.ts";
import type { ModelConfig } from "./config.ts";
import { feedForward } from "./feed-forward.ts";
import type { Weights } from "./weights.ts";

/**
 * What a forward pass may be watched by: called after each step with the checkpoint's name for it ("tok_embeddings",
 * "layers.3", "norm", "output") and its result [tokens, …], which holds only until it returns. The ranks meet before
 * each call, so that the result is whole; all of them must be given an observer, or none.
 */
export type Observe = (step: string, result: Tensor<Float32Array>) => void;

/** How a forward pass goes, beside its numbers. */
export interface ForwardOptions {
  /** Whether the scores of the next token are wanted; while a long prompt is read, only its last part asks for them. */
  readonly wantsLogits?: boolean;
  readonly observe?: Observe;
  /** Called with how many layers are done. It costs next to nothing, and says nothing about the numbers. */
  readonly progress?: (layers: number) => void;
}

/** Llama 3 (`Transformer` in Meta's models/llama3/model.py), as one rank of a team runs it. */
export class Transformer {
  private readonly rotary: RotaryTable;

  constructor(
    config: ModelConfig,
    context: number,
    private readonly weights: Weights,
    private readonly buffers: Buffers,
    private readonly engine: Engine,
  ) {
    const frequencies = inverseFrequencies(config.headDim, config.ropeTheta, config.ropeScaling);
    this.rotary = rotaryTable(frequencies, context);
  }

  /**
   * Reads tokens at the positions from `position` on; what lies before them comes from the cache.
   * @param tokens at most a batch of them
   * @returns the scores of every token of the vocabulary to come next [1, vocabulary]
   */
  forward(tokens: ArrayLike<number>, position: number, options: ForwardOptions = {}): Tensor<Float32Array> {
    const { engine, weights, rotary } = this;
    const { wantsLogits = true, observe, progress } = options;
    const buffers = this.buffers.of(tokens.length);
    const seen = (step: string, result: Activation): void => {
      if (observe === undefined) return;
      engine.meet();
      observe(step, result.tensor);
    };

    let x = weights.tokEmbeddings(tokens, buffers.x); // [tokens, dim]
    seen("tok_embeddings", x);
    for (const [n, layer] of weights.layers.entries()) {
      const cache = buffers.caches[n];
      const attended = attention(
        layer.attentionNorm(x, buffers.normed),
        layer,
        rotary,
        cache,
        position,
        buffers,
        engine,
      );
      const h = engine.add(x, attended); // [tokens, dim]
      x = engine.add(h, feedForward(layer.ffnNorm(h, buffers.normed), layer, buffers, engine)); // [tokens, dim]
      seen(`layers.${n}`, x);
      progress?.(n + 1);
    }
    const { logits } = buffers;
    if (wantsLogits) {
      const last = weights.norm(x.token(tokens.length - 1), buffers.normed.token(0)); // [1, dim]
      seen("norm", last);
      weights.output(last, logits); // [1, vocabulary]
    }
    engine.meet();
    if (wantsLogits) observe?.("output", logits.tensor);
    return logits.tensor;
  }
}
