import { readRows } from "../../checkpoint/rows.ts";
import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { add } from "../../tensor/operations/add.ts";
import { attention } from "../../tensor/operations/attention.ts";
import { linear } from "../../tensor/operations/linear.ts";
import { rmsNorm } from "../../tensor/operations/rms-norm.ts";
import { type RotaryTable, rotate } from "../../tensor/operations/rotate.ts";
import { swiglu } from "../../tensor/operations/swiglu.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { Activation } from "../activation.ts";
import { lookUp } from "../embedding.ts";
import type { Embedding, Engine, Linear, Norm } from "../engine.ts";
import { Exchange } from "../exchange.ts";
import type { KeyValueCache } from "../key-value-cache.ts";
import { share } from "../share.ts";
import type { Team } from "../team/team.ts";

/** The plain operations of `tensor/`, each on this rank's share. */
export class TypeScriptEngine implements Engine {
  protected readonly exchange: Exchange;
  private readonly scores: Float32Array;
  private isMapped = false;

  /**
   * @param context the most positions that attention looks at
   * @param source whether weights are pages of the file, or copies of their own
   */
  constructor(
    private readonly team: Team,
    context: number,
    private readonly source: "mmap" | "read",
  ) {
    this.exchange = new Exchange(team);
    this.scores = new Float32Array(context);
  }

  linear(info: TensorInfo): Linear {
    const [rows, columns] = info.shape;
    const [from, to] = this.columnRange(rows);
    const { elements, mapped } = readRows(info, from, to, this.source);
    this.isMapped ||= mapped;
    const weight = new Tensor(elements, info.dtype, [to - from, columns]);
    return (x, out) => {
      this.exchange.read(x);
      this.exchange.write(out, "columns");
      linear(x.flat, weight, out.columns(from, to));
      return out;
    };
  }

  rmsNorm(info: TensorInfo, eps: number): Norm {
    const { elements } = readRows(info, 0, info.shape[0], "read");
    const weight = new Tensor(elements, info.dtype, info.shape).toFloat32();
    return (x, out) => {
      this.exchange.read(x);
      rmsNorm(x.flat, weight, eps, out.flat);
      return out;
    };
  }

  embedding(table: TensorInfo): Embedding {
    const row = lookUp(table);
    return (tokens, out) => {
      this.exchange.write(out, "tokens");
      const [from, to] = share(tokens.length, 1, this.team);
      for (let t = from; t < to; t++)
        row(tokens[t], out.flat.data, out.flat.offset + t * out.flat.strides[0]);
      return out;
    };
  }

  rotate(x: Activation, table: RotaryTable, first: number): Activation {
    this.exchange.readShare(x, "heads");
    this.exchange.write(x, "heads");
    rotate(x.heads(...this.heads(x.tensor)), table, first);
    return x;
  }

  remember(cache: KeyValueCache, keys: Activation, values: Activation, first: number): void {
    this.exchange.readShare(keys, "heads");
    this.exchange.readShare(values, "heads");
    this.exchange.write(cache, "heads");
    const [from, to] = this.heads(keys.tensor);
    copyHeads(keys.tensor, cache.keys, first, from, to);
    copyHeads(values.tensor, cache.values, first, from, to);
  }

  attention(queries: Activation, cache: KeyValueCache, first: number, out: Activation): Activation {
    this.exchange.readShare(queries, "heads");
    this.exchange.read(cache);
    this.exchange.write(out, "heads");
    const [from, to] = this.heads(queries.tensor);
    const queriesPerKey = queries.tensor.shape[1] / cache.keys.shape[1];
    // A rank's heads may begin or end in the middle of a key head's group
    for (let head = from; head < to; ) {
      const kv = Math.floor(head / queriesPerKey);
      const end = Math.min(to, (kv + 1) * queriesPerKey);
      this.attend(queries, cache, kv, [head, end], first, out);
      head = end;
    }
    return out;
  }

  swiglu(gate: Activation, up: Activation): Activation {
    this.prepareInPlace(gate, up);
    this.swigluShare(gate, up);
    return gate;
  }

  add(x: Activation, y: Activation): Activation {
    this.prepareInPlace(x, y);
    const share = this.columns(x);
    add(share, this.columns(y), share);
    return x;
  }

  /** nothing: the plain operations read pages of the file as fast as copies. */
  copyWeights(_bytes: number): void {}

  get hasPages(): boolean {
    return this.isMapped;
  }

  meet(): void {
    this.exchange.meet();
  }

  /** Attention of the query heads [from, to), which all read key head `kv`. */
  protected attend(
    queries: Activation,
    cache: KeyValueCache,
    kv: number,
    [from, to]: readonly [from: number, to: number],
    first: number,
    out: Activation,
  ): void {
    attention(
      queries.tensor.slice(1, from, to),
      cache.keys.slice(1, kv, kv + 1),
      cache.values.slice(1, kv, kv + 1),
      first,
      this.scores,
      out.tensor.slice(1, from, to),
    );
  }

  /** `swiglu` of this rank's columns. */
  protected swigluShare(gate: Activation, up: Activation): void {
    const share = this.columns(gate);
    swiglu(share, this.columns(up), share);
  }

  /** Before a rank's columns of `x` are computed from themselves and those of `y`. */
  private prepareInPlace(x: Activation, y: Activation): void {
    this.exchange.readShare(x, "columns");
    this.exchange.readShare(y, "columns");
    this.exchange.write(x, "columns");
  }

  /** The columns that `linear` gives this rank. */
  private columns(of: Activation): Tensor<Float32Array> {
    return of.columns(...this.columnRange(of.flat.shape[1]));
  }

  /** Which of so many columns are this rank's. */
  protected columnRange(count: number): [from: number, to: number] {
    return share(count, this.columnBlock, this.team);
  }

  /** How many columns of a result always belong to the same rank. */
  protected get columnBlock(): number {
    return 1;
  }

  /** The heads that are this rank's. */
  private heads(tensor: Tensor): [from: number, to: number] {
    return share(tensor.shape[1], 1, this.team);
  }
}

/** Copies the heads [from, to) of some tokens [tokens, heads, headDim] to the positions from `first` on of a cache. */
function copyHeads(
  source: Tensor<Float32Array>,
  target: Tensor<Float32Array>,
  first: number,
  from: number,
  to: number,
): void {
  const [tokens, , headDim] = source.shape;
  if (first + tokens > target.shape[0])
    throw new RangeError(`position ${first + tokens - 1} is out of bounds`);
  for (let t = 0; t < tokens; t++) {
    for (let h = from; h < to; h++) {
      const at = source.offset + t * source.strides[0] + h * source.strides[1];
      const place = target.offset + (first + t) * target.strides[0] + h * target.strides[1];
      for (let i = 0; i < headDim; i++) target.data[place + i] = source.data[at + i];
    }
  }
}
