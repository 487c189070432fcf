import { mapRows, readRows } from "../../checkpoint/rows.ts";
import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { UserError } from "../../common/errors.ts";
import { add } from "../../tensor/operations/add.ts";
import { rmsNorm } from "../../tensor/operations/rms-norm.ts";
import { type RotaryTable, rotate } from "../../tensor/operations/rotate.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Activation, Range } from "../activation.ts";
import type { Arithmetic, ArithmeticOptions, Matrix } from "../arithmetic.ts";
import { attendHeads } from "../attend-heads.ts";
import type { KeyValueCache } from "../key-value-cache.ts";
import { Arenas } from "./arenas.ts";
import { AttentionKernel, attentionScratch } from "./attention.ts";
import { FloatMatrix } from "./float-matrix.ts";
import { InterleavedMatrix, rowsInFile, rowsInMemory, sixteenBit } from "./interleaved-matrix.ts";
import { compileKernels, type Kernels, kernelsOver } from "./kernels.ts";
import { MappedMatrix } from "./mapped-matrix.ts";
import { type KernelMatrix, multiply } from "./matrix.ts";
import { prepareMemoryRead } from "./memory-read.ts";
import { warmUp } from "./warm-up.ts";

/** The kernels take 8 elements of a head at a time. */
const headBlock = 8;

/**
 * The arithmetic of the network with WebAssembly SIMD kernels for everything that takes time: products with weights,
 * attention and SwiGLU. The rest are the operations of `tensor/`.
 */
export class SimdArithmetic implements Arithmetic {
  /** Rows of a weight that the kernels take at once. */
  readonly rowBlock = 8;
  private readonly arenas: Arenas;
  private readonly kernels: Kernels;
  private readonly attentions = new Map<ArrayBufferLike, AttentionKernel>();
  /** Scores of attention where no kernel fits. */
  private readonly scores: Float32Array;
  /** Weights that are still pages of the file, and how to copy them. */
  private readonly pages: { readonly bytes: number; copy(): void }[] = [];
  private copyLimit: number;

  constructor(private readonly options: ArithmeticOptions) {
    const { sizes, memories, rank, ranks } = options;
    this.copyLimit = options.copyLimit;
    const module = compileKernels();
    const rows = Math.ceil(sizes.rows / ranks) + this.rowBlock;
    this.arenas = new Arenas(module, { columns: sizes.columns, rows, batch: sizes.batch });
    this.kernels = kernelsOver(module, memories.activations);
    this.scores = new Float32Array(sizes.context);
    const scratch = attentionScratch(sizes.headDim, sizes.context);
    for (const memory of memories.caches) {
      const { buffer } = memory;
      const place = buffer.byteLength - (rank + 1) * scratch;
      this.attentions.set(buffer, new AttentionKernel(buffer, kernelsOver(module, memory), place));
    }
    warmUp(this.arenas.first);
  }

  matrix(info: TensorInfo, rows: Range): Matrix {
    let matrix = this.load(info, rows);
    if (matrix instanceof MappedMatrix) {
      const { elements, columns } = matrix;
      const copy = () => {
        matrix = new InterleavedMatrix(rowsInMemory(elements, columns), this.arenas);
      };
      this.pages.push({ bytes: elements.byteLength, copy });
    }
    return { multiply: (x, out, column) => multiply(matrix, x, out, column) };
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
    const [, , headDim] = queries.tensor.shape;
    const kernel = this.attentions.get(cache.keys.data.buffer);
    if (kernel === undefined || headDim % headBlock !== 0) {
      attendHeads(queries, heads, cache, kv, first, this.scores, out);
    } else {
      kernel.attend(queries, cache, kv, heads, first, out);
    }
  }

  swiglu(gate: Activation, up: Activation, [from, to]: Range): void {
    for (let t = 0; t < gate.tokens; t++) {
      const gateAddress = gate.row(t).byteOffset + from * 4;
      this.kernels.swiglu(gateAddress, up.row(t).byteOffset + from * 4, to - from);
    }
  }

  add(x: Activation, y: Activation, columns: Range): void {
    add(x.columns(columns), y.columns(columns), x.columns(columns));
  }

  get hasPages(): boolean {
    return this.pages.length > 0;
  }

  copyPages(bytes: number): void {
    for (let copied = 0; copied < bytes; ) {
      const next = this.pages[0];
      if (next === undefined || next.bytes > this.copyLimit) return;
      try {
        next.copy();
      } catch (error) {
        // The system has less memory than it said: what is mapped stays so
        if (!(error instanceof UserError)) throw error;
        this.copyLimit = 0;
        return;
      }
      this.pages.shift();
      this.copyLimit -= next.bytes;
      copied += next.bytes;
    }
  }

  prepareMemoryRead(): () => number {
    return prepareMemoryRead();
  }

  private load(info: TensorInfo, [from, to]: Range): KernelMatrix {
    const [, columns] = info.shape;
    if (info.dtype !== "bfloat16") {
      const how = this.options.weights === "ram" ? "read" : "mmap";
      return new FloatMatrix(readRows(info, from, to, how).elements, columns, this.arenas);
    }
    // The kernels take 8 weights at a time, and no rows cannot be mapped
    const isMappable = this.options.weights !== "ram" && columns % 8 === 0 && from < to;
    const rows = isMappable ? mapRows(info, from, to) : undefined;
    if (rows !== undefined) return new MappedMatrix(sixteenBit(rows), columns, this.arenas.first);
    return new InterleavedMatrix(rowsInFile(info, from, to), this.arenas);
  }
}
