import type { Tensor } from "../tensor/tensor.ts";

/** How a result is divided among the ranks. */
export type Division = "columns" | "heads" | "tokens";

/** What the ranks know of a buffer's traffic since they last met. */
export interface Region {
  /** Whether this rank alone sees it. */
  readonly isPrivate: boolean;
  /** The stretch between two meetings in which it was last written, and how the writing was divided. */
  writtenIn: number;
  writtenBy: Division;
  /** The stretch in which a rank last read more than its own share. */
  readIn: number;
}

/** A buffer that nobody has used yet. */
export function newRegion(isPrivate: boolean): Region {
  return { isPrivate, writtenIn: 0, writtenBy: "tokens", readIn: 0 };
}

/** A view that was made before. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly tensor: Tensor<Float32Array>;
}

/**
 * A buffer that the network computes into, in memory that all ranks share. It is made once for the largest batch of
 * tokens; the views of fewer tokens are made once too, so that a forward pass allocates nothing.
 */
export class Activation {
  /** The same elements as [tokens, width]. */
  readonly flat: Tensor<Float32Array>;
  private readonly views: Activation[] = [];
  private readonly singles: Activation[] = [];
  private columnPart: Part | undefined;
  private headPart: Part | undefined;
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

  /** The first n tokens. */
  first(n: number): Activation {
    if (n === this.tokens) return this;
    this.views[n] ??= new Activation(this.tensor.slice(0, 0, n), this.region);
    return this.views[n];
  }

  /** Token t alone. */
  token(t: number): Activation {
    if (this.tokens === 1) return this;
    this.singles[t] ??= new Activation(this.tensor.slice(0, t, t + 1), this.region);
    return this.singles[t];
  }

  /** The columns [from, to) of all tokens, [tokens, to - from]. */
  columns(from: number, to: number): Tensor<Float32Array> {
    // A rank asks for the same ones for every token
    if (this.columnPart?.from !== from || this.columnPart.to !== to) {
      this.columnPart = { from, to, tensor: this.flat.slice(1, from, to) };
    }
    return this.columnPart.tensor;
  }

  /** The heads [from, to) of all tokens, [tokens, to - from, headDim]. */
  heads(from: number, to: number): Tensor<Float32Array> {
    if (this.headPart?.from !== from || this.headPart.to !== to) {
      this.headPart = { from, to, tensor: this.tensor.slice(1, from, to) };
    }
    return this.headPart.tensor;
  }

  /** The elements of token t. */
  row(t: number): Float32Array {
    const { data, offset, strides, shape } = this.flat;
    const start = offset + t * strides[0];
    this.rows[t] ??= data.subarray(start, start + shape[1]);
    return this.rows[t];
  }
}
