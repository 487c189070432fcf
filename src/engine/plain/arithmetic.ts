import { readRows } from "../../checkpoint/rows.ts";
import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { add } from "../../tensor/operations/add.ts";
import { linear } from "../../tensor/operations/linear.ts";
import { rmsNorm } from "../../tensor/operations/rms-norm.ts";
import { type RotaryTable, rotate } from "../../tensor/operations/rotate.ts";
import { swiglu } from "../../tensor/operations/swiglu.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { Activation, Range } from "../activation.ts";
import type { Arithmetic, ArithmeticOptions, Matrix } from "../arithmetic.ts";
import { attendHeads } from "../attend-heads.ts";
import type { KeyValueCache } from "../key-value-cache.ts";
import { prepareMemoryRead } from "./memory-read.ts";

/** The arithmetic of the network in plain TypeScript: the operations of `tensor/`, which say what is to be computed. */
export class PlainArithmetic implements Arithmetic {
  readonly rowBlock = 1;
  hasPages = false;
  private readonly scores: Float32Array;

  constructor(private readonly options: Pick<ArithmeticOptions, "weights" | "sizes">) {
    this.scores = new Float32Array(options.sizes.context);
  }

  matrix(info: TensorInfo, [from, to]: Range): Matrix {
    const { elements, mapped } = readRows(info, from, to, this.options.weights === "ram" ? "read" : "mmap");
    this.hasPages ||= mapped;
    const weight = new Tensor(elements, info.dtype, [to - from, info.shape[1]]);
    return {
      multiply: (x, out, column) => {
        linear(x.flat, weight, out.columns([column, column + to - from]));
      },
    };
  }

  rmsNorm(x: Activation, weight: Tensor<Float32Array>, eps: number, out: Activation): void {
    rmsNorm(x.flat, weight, eps, out.flat);
  }

  rotate(x: Activation, heads: Range, table: RotaryTable, first: number): void {
    rotate(x.heads(heads), table, first);
  }

  attention(
    queries: Activation,
    heads: Range,
    cache: KeyValueCache,
    kv: number,
    first: number,
    out: Activation,
  ): void {
    attendHeads(queries, heads, cache, kv, first, this.scores, out);
  }

  swiglu(gate: Activation, up: Activation, columns: Range): void {
    swiglu(gate.columns(columns), up.columns(columns), gate.columns(columns));
  }

  add(x: Activation, y: Activation, columns: Range): void {
    add(x.columns(columns), y.columns(columns), x.columns(columns));
  }

  /** Nothing: the plain operations read pages of the file as fast as copies. */
  copyPages(): void {}

  prepareMemoryRead(): () => number {
    return prepareMemoryRead();
  }
}
