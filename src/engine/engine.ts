import { readRows } from "../checkpoint/rows.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import { embedding } from "../tensor/operations/embedding.ts";
import type { RotaryTable } from "../tensor/operations/rotate.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Activation, Range } from "./activation.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { embeddingTable } from "./embedding-table.ts";
import { Exchange } from "./exchange.ts";
import { appendHeads, type KeyValueCache } from "./key-value-cache.ts";
import { share } from "./share.ts";
import type { Team } from "./team/team.ts";

/** A product with a weight: x [tokens, in] to [tokens, out]. */
export type Linear = (x: Activation) => Activation;
/** A norm: x [tokens, dim] to [tokens, dim]. */
export type Norm = (x: Activation) => Activation;
/** An embedding table: token ids to [tokens, dim]. */
export type Embedding = (tokens: ArrayLike<number>) => Activation;
/** Rotary position embedding, in place: x [tokens, heads, headDim], `position` being that of its first token. */
export type Rotation = (x: Activation, position: number) => Activation;
/** Causal attention: queries [tokens, heads, headDim] to the same shape, `position` being that of the first token. */
export type Attend = (queries: Activation, position: number) => Activation;
/** An operation on two buffers of one shape, in place in the first. */
export type InPlace = (x: Activation, y: Activation) => Activation;

/** Looks at steps of the forward pass. All ranks must look at the same steps, since they meet at a barrier for each. */
export interface Observer {
  /** Whether it looks at a step. */
  wants(step: string): boolean;
  /** Called after the step with its whole result [tokens, …], which is valid only until it returns. */
  observe(step: string, result: Tensor<Float32Array>): void;
}

/** A part of the network that can be switched off: what it adds to the residual stream, or a head of it. */
export interface Switch {
  isOff: boolean;
}

/**
 * The operations of the network, as one rank of a team computes them. Each operation is made once, with its weight and the
 * buffer that it writes; when it runs it computes this rank's share, waits for the other ranks where it must, and returns
 * the buffer. All ranks run the same operations in the same order.
 */
export class Engine {
  /** Set while somebody looks. All ranks must have an observer then, or none. */
  observer: Observer | undefined;
  /** Called after every step; for measuring times. */
  onStep: ((step: string) => void) | undefined;
  private readonly exchange: Exchange;

  constructor(
    private readonly arithmetic: Arithmetic,
    private readonly team: Team,
  ) {
    this.exchange = new Exchange(team);
  }

  /**
   * @param weight [out, in]; this rank loads a share of its rows
   * @param out [batch, out]
   * @throws FileError when reading fails, UserError when memory is short
   */
  linear(name: string, weight: TensorInfo, out: Activation): Linear {
    const rows = this.columns(weight.shape[0]);
    const matrix = this.arithmetic.matrix(weight, rows);
    return (x) => {
      const y = out.first(x.tokens);
      this.exchange.read(x);
      this.exchange.write(y, "columns");
      matrix.multiply(x, y, rows[0]);
      return this.finish(name, y);
    };
  }

  /**
   * Every rank computes all of a norm: that takes less time than a barrier.
   * @param weight [dim]
   * @param out [batch, dim], private
   */
  rmsNorm(name: string, weight: TensorInfo, eps: number, out: Activation): Norm {
    const { elements } = readRows(weight, 0, weight.shape[0], "read");
    const scale = new Tensor(elements, weight.dtype, weight.shape).toFloat32();
    return (x) => {
      const y = out.first(x.tokens);
      this.exchange.read(x);
      this.arithmetic.rmsNorm(x, scale, eps, y);
      return this.finish(name, y);
    };
  }

  /**
   * The ranks share the tokens among them.
   * @param table [vocabulary, dim]
   * @param memory see `embeddingTable`
   * @param out [batch, dim]
   */
  embedding(
    name: string,
    table: TensorInfo,
    memory: SharedArrayBuffer | undefined,
    out: Activation,
  ): Embedding {
    const rows = embeddingTable(table, this.team, memory);
    return (tokens) => {
      const y = out.first(tokens.length);
      this.exchange.write(y, "tokens");
      embedding(rows, tokens, y.flat, share(tokens.length, 1, this.team));
      return this.finish(name, y);
    };
  }

  rotation(name: string, table: RotaryTable): Rotation {
    return (x, position) => {
      this.exchange.readShare(x, "heads");
      this.exchange.write(x, "heads");
      this.arithmetic.rotate(x, this.heads(x), table, position);
      return this.finish(name, x);
    };
  }

  /** Appends the keys and values of tokens [tokens, kvHeads, headDim] to a layer's cache, from `position` on. */
  append(cache: KeyValueCache, keys: Activation, values: Activation, position: number): void {
    this.exchange.readShare(keys, "heads");
    this.exchange.readShare(values, "heads");
    this.exchange.write(cache, "heads");
    const heads = this.heads(keys);
    appendHeads(keys.tensor, cache.keys, position, heads);
    appendHeads(values.tensor, cache.values, position, heads);
  }

  /**
   * @param cache holds the keys and values of all positions up to the last query's
   * @param heads the switches of the heads: the result of one that is off is 0
   * @param out [batch, heads, headDim]
   */
  attention(name: string, cache: KeyValueCache, heads: readonly Switch[], out: Activation): Attend {
    return (queries, position) => {
      const y = out.first(queries.tokens);
      this.exchange.readShare(queries, "heads");
      this.exchange.read(cache);
      this.exchange.write(y, "heads");
      const queriesPerKey = queries.tensor.shape[1] / cache.keys.shape[1];
      const [from, to] = this.heads(queries);
      // A rank's heads may begin or end in the middle of the group that reads one key head
      for (let head = from; head < to; ) {
        const kv = Math.floor(head / queriesPerKey);
        const end = Math.min(to, (kv + 1) * queriesPerKey);
        this.arithmetic.attention(queries, [head, end], cache, kv, position, y);
        head = end;
      }
      for (let head = from; head < to; head++) if (heads[head].isOff) clearHead(y.tensor, head);
      return this.finish(name, y);
    };
  }

  /** silu(gate) × up, in place in the gate, both [tokens, hidden]. */
  swiglu(name: string): InPlace {
    return (gate, up) => {
      this.writeColumns(gate, up);
      this.arithmetic.swiglu(gate, up, this.columns(gate.flat.shape[1]));
      return this.finish(name, gate);
    };
  }

  /** x + y, in place in x, both [tokens, dim]; x alone while the part that y comes from is off. */
  add(name: string, part: Switch): InPlace {
    return (x, y) => {
      if (!part.isOff) {
        this.writeColumns(x, y);
        this.arithmetic.add(x, y, this.columns(x.flat.shape[1]));
      }
      return this.finish(name, x);
    };
  }

  /** Waits until every rank has written its share of all that came before. */
  barrier(): void {
    this.exchange.barrier();
  }

  /** Before this rank computes its columns of `x` from themselves and from those of `y`. */
  private writeColumns(x: Activation, y: Activation): void {
    this.exchange.readShare(x, "columns");
    this.exchange.readShare(y, "columns");
    this.exchange.write(x, "columns");
  }

  /** The last thing that every operation does. */
  private finish(name: string, result: Activation): Activation {
    this.onStep?.(name);
    if (this.observer?.wants(name)) {
      // An observer reads the whole buffer, not just this rank's share
      this.exchange.read(result);
      this.observer.observe(name, result.tensor);
    }
    return result;
  }

  /** The columns that are this rank's, of so many. */
  private columns(count: number): Range {
    return share(count, this.arithmetic.rowBlock, this.team);
  }

  /** The heads that are this rank's. */
  private heads({ tensor }: Activation): Range {
    return share(tensor.shape[1], 1, this.team);
  }
}

function clearHead(x: Tensor<Float32Array>, head: number): void {
  const [tokens, , headDim] = x.shape;
  for (let t = 0; t < tokens; t++) {
    const start = x.offset + t * x.strides[0] + head * x.strides[1];
    x.data.fill(0, start, start + headDim);
  }
}
