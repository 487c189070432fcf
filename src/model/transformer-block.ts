import type { Activation } from "../engine/activation.ts";
import type { InPlace, Norm } from "../engine/engine.ts";
import { Attention } from "./attention.ts";
import { FeedForward } from "./feed-forward.ts";
import { type NetworkParts, rmsNorm } from "./network.ts";
import { partNames } from "./switches.ts";
import { blockName } from "./tensors.ts";

/** A layer of the network (`TransformerBlock` in Meta's models/llama3/model.py). */
export class TransformerBlock {
  private readonly attention: Attention;
  private readonly feedForward: FeedForward;
  private readonly attentionNorm: Norm;
  private readonly ffnNorm: Norm;
  private readonly addAttention: InPlace;
  private readonly addFeedForward: InPlace;

  /** Block n. */
  constructor(parts: NetworkParts, n: number) {
    this.attentionNorm = rmsNorm(parts, blockName(n, "attentionNorm"));
    this.attention = new Attention(parts, n);
    this.ffnNorm = rmsNorm(parts, blockName(n, "ffnNorm"));
    this.feedForward = new FeedForward(parts, n);
    const { engine, switches } = parts;
    this.addAttention = engine.add(`layers.${n}.h`, switches.of(partNames.attention(n)));
    this.addFeedForward = engine.add(`layers.${n}`, switches.of(partNames.feedForward(n)));
  }

  /**
   * @param x the residual stream [tokens, dim]
   * @param position of the first token
   * @param results how many of the last tokens' results are wanted
   * @returns the residual stream of these tokens [results, dim]
   */
  forward(x: Activation, position: number, results = x.tokens): Activation {
    const { attentionNorm, attention, addAttention, ffnNorm, feedForward, addFeedForward } = this;
    const h = addAttention(x.last(results), attention.forward(attentionNorm(x), position, results)); // [results, dim]
    return addFeedForward(h, feedForward.forward(ffnNorm(h))); // [results, dim]
  }

  /** Appends the tokens' keys and values to the KV cache; for the last block, where no result is wanted. */
  append(x: Activation, position: number): void {
    this.attention.append(this.attentionNorm(x), position);
  }
}
