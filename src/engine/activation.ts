import type { Tensor } from "../tensor/tensor.ts";

/** How the computation of a buffer is divided among the ranks. */
export type Division = "columns" | "heads" | "tokens";

/** A part [from, to) of some columns, heads or tokens. */
export type Range = readonly [from: number, to: number];

/** What the ranks know of the reads and writes of a buffer since their last barrier (see `Exchange`). */
export interface Region {
  /** Whether this rank alone sees the buffer. */
  readonly isPrivate: boolean;
  /** The phase (the time between two barriers) in which it was last written, and how the writing was divided. */
  writtenIn: number;
  writtenBy: Division;
  /** The phase in which a rank last read more than its own share. */
  readIn: number;
}

/** The region of a buffer that nobody has used yet. */
export function newRegion(isPrivate: boolean): Region {
  return { isPrivate, writtenIn: 0, writtenBy: "tokens", readIn: 0 };
}

/** A view that was made before. */
interface CachedView {
  readonly from: number;
  readonly to: number;
  readonly tensor: Tensor<Float32Array>;
}

/**
 * A buffer that the network computes into, in memory that all ranks share. It is made once for the largest batch of
 * tokens. Its views are made once too, so that a forward pass allocates nothing.
 */
export class Activation {
  /** The same elements as [tokens, width]. */
  readonly flat: Tensor<Float32Array>;
  private readonly firsts: Activation[] = [];
  private readonly lasts: Activation[] = [];
  private columnView: CachedView | undefined;
  private headView: CachedView | undefined;
  private readonly rows: Float32Array[] = [];

  constructor(
    /** [tokens, …], contiguous */
    readonly tensor: Tensor<Float32Array>,
    readonly region: Region,
  ) {
    this.flat = tensor.reshape(tensor.shape[0], tensor.size / tensor.shape[0]);
  }

  get tokens(): number {
    return this.tensor.shape[0];
  }

  /** The first n tokens; n is at least 1. */
  first(n: number): Activation {
    if (n === this.tokens) return this;
    this.firsts[n] ??= this.slice(0, n);
    return this.firsts[n];
  }

  /** The last n tokens; n is at least 1. */
  last(n: number): Activation {
    if (n === this.tokens) return this;
    this.lasts[n] ??= this.slice(this.tokens - n, this.tokens);
    return this.lasts[n];
  }

  /** The tokens [from, to). */
  slice(from: number, to: number): Activation {
    return new Activation(this.tensor.slice(0, from, to), this.region);
  }

  /** Some columns of all tokens, [tokens, to - from]. */
  columns([from, to]: Range): Tensor<Float32Array> {
    // A rank asks for the same ones for every token
    if (this.columnView?.from !== from || this.columnView.to !== to) {
      this.columnView = { from, to, tensor: this.flat.slice(1, from, to) };
    }
    return this.columnView.tensor;
  }

  /** Some heads of all tokens, [tokens, to - from, headDim]. */
  heads([from, to]: Range): Tensor<Float32Array> {
    if (this.headView?.from !== from || this.headView.to !== to) {
      this.headView = { from, to, tensor: this.tensor.slice(1, from, to) };
    }
    return this.headView.tensor;
  }

  /** The elements of token t. */
  row(t: number): Float32Array {
    const { data, offset, strides, shape } = this.flat;
    const start = offset + t * strides[0];
    this.rows[t] ??= data.subarray(start, start + shape[1]);
    return this.rows[t];
  }
}
