import type { Activation } from "../engine/activation.ts";
import type { InPlace, Linear } from "../engine/engine.ts";
import { linear, type NetworkParts } from "./network.ts";
import { blockName } from "./tensors.ts";

/** The feed-forward part of a block, w2(silu(w1 x) × w3 x) (`FeedForward` in Meta's models/llama3/model.py). */
export class FeedForward {
  private readonly w1: Linear;
  private readonly w2: Linear;
  private readonly w3: Linear;
  private readonly swiglu: InPlace;

  /** The feed-forward part of block n. */
  constructor(parts: NetworkParts, n: number) {
    const { engine, buffers } = parts;
    this.w1 = linear(parts, blockName(n, "w1"), buffers.gate);
    this.w2 = linear(parts, blockName(n, "w2"), buffers.added);
    this.w3 = linear(parts, blockName(n, "w3"), buffers.up);
    this.swiglu = engine.swiglu(`layers.${n}.feed_forward.swiglu`);
  }

  /**
   * @param x normed input [tokens, dim]
   * @returns [tokens, dim]
   */
  forward(x: Activation): Activation {
    const gate = this.w1(x); // [tokens, hiddenDim]
    const up = this.w3(x); // [tokens, hiddenDim]
    return this.w2(this.swiglu(gate, up)); // [tokens, dim]
  }
}
