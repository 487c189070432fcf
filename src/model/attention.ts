import type { Activation } from "../engine/activation.ts";
import type { Attend, Engine, Linear, Rotation } from "../engine/engine.ts";
import type { KeyValueCache } from "../engine/key-value-cache.ts";
import { linear, type NetworkParts } from "./network.ts";
import { partNames } from "./switches.ts";
import { blockName } from "./tensors.ts";

/**
 * The attention of a block (`Attention` in Meta's models/llama3/model.py). The query of each token is compared with the keys
 * of all tokens up to it; the better a key matches, the more of that token's value goes into the result.
 */
export class Attention {
  private readonly wq: Linear;
  private readonly wk: Linear;
  private readonly wv: Linear;
  private readonly wo: Linear;
  private readonly rotateQueries: Rotation;
  private readonly rotateKeys: Rotation;
  private readonly attend: Attend;
  private readonly cache: KeyValueCache;
  private readonly engine: Engine;

  /** The attention of block n. */
  constructor(parts: NetworkParts, n: number) {
    const { engine, buffers, caches, rotary, config, switches } = parts;
    const name = partNames.attention(n);
    this.engine = engine;
    this.cache = caches[n];
    this.wq = linear(parts, blockName(n, "wq"), buffers.q);
    this.wk = linear(parts, blockName(n, "wk"), buffers.k);
    this.wv = linear(parts, blockName(n, "wv"), buffers.v);
    this.wo = linear(parts, blockName(n, "wo"), buffers.added);
    this.rotateQueries = engine.rotation(`${name}.q`, rotary);
    this.rotateKeys = engine.rotation(`${name}.k`, rotary);
    const heads = Array.from({ length: config.nHeads }, (_, head) => switches.of(partNames.head(n, head)));
    this.attend = engine.attention(`${name}.heads`, this.cache, heads, buffers.attended);
  }

  /**
   * @param x normed input [tokens, dim]
   * @param position of the first token
   * @param results how many of the last tokens' results are wanted, at least 1
   * @returns [results, dim]
   */
  forward(x: Activation, position: number, results: number): Activation {
    const from = position + x.tokens - results;
    const q = this.wq(x.last(results)); // [results, nHeads, headDim]
    const k = this.wk(x); // [tokens, nKvHeads, headDim]
    const v = this.wv(x); // [tokens, nKvHeads, headDim]
    this.rotateQueries(q, from);
    this.rotateKeys(k, position);
    this.engine.append(this.cache, k, v, position);
    return this.wo(this.attend(q, from)); // [results, dim]
  }

  /** Appends keys and values of the tokens to the KV cache, and computes nothing else. */
  append(x: Activation, position: number): void {
    const k = this.wk(x); // [tokens, nKvHeads, headDim]
    const v = this.wv(x); // [tokens, nKvHeads, headDim]
    this.rotateKeys(k, position);
    this.engine.append(this.cache, k, v, position);
  }
}
