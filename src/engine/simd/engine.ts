import { mapRows, readRows } from "../../checkpoint/rows.ts";
import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { UserError } from "../../common/errors.ts";
import type { Activation } from "../activation.ts";
import type { Linear } from "../engine.ts";
import type { KeyValueCache } from "../key-value-cache.ts";
import type { Team } from "../team/team.ts";
import { TypeScriptEngine } from "../typescript/engine.ts";
import type { ScratchSizes } from "./arena.ts";
import { Arenas } from "./arenas.ts";
import { AttentionKernel, attentionScratch } from "./attention.ts";
import { FloatMatrix } from "./float-matrix.ts";
import { InterleavedMatrix, rowsInFile, rowsInMemory, sixteenBit } from "./interleaved-matrix.ts";
import { compileKernels, type Kernels, kernelsOver } from "./kernels.ts";
import { MappedMatrix } from "./mapped-matrix.ts";
import { apply, type Matrix } from "./matrix.ts";
import { warmUp } from "./warm-up.ts";

/** Rows of a weight that the kernels take at once: a rank's share is whole groups of them. */
const rowGroup = 8;

/** What the engine is to work in. */
export interface SimdOptions {
  readonly scratch: ScratchSizes;
  /** The most positions that attention looks at. */
  readonly context: number;
  /** mmap: weights stay pages of the file; ram: they are copied at once; auto: they are copied bit by bit. */
  readonly weights: "mmap" | "ram" | "auto";
  /** Bytes that this rank may copy while it works; none with mmap. */
  readonly copyLimit: number;
  /** The memories that all ranks share: the activations, and the caches. */
  readonly activations: WebAssembly.Memory;
  readonly caches: readonly WebAssembly.Memory[];
  readonly headDim: number;
}

/**
 * WebAssembly SIMD kernels for all that takes time: products with weights, attention, SwiGLU. The rest is as plain as
 * in the TypeScript engine, which this one is built on.
 */
export class SimdEngine extends TypeScriptEngine {
  private readonly arenas: Arenas;
  private readonly kernels: Kernels;
  private readonly attentions = new Map<ArrayBufferLike, AttentionKernel>();
  /** Weights that are still pages of the file, and how to make them copies. */
  private readonly mapped: { readonly bytes: number; copy(): void }[] = [];
  private copyLimit: number;

  constructor(
    team: Team,
    private readonly options: SimdOptions,
  ) {
    super(team, options.context, "read");
    this.copyLimit = options.copyLimit;
    const module = compileKernels();
    this.arenas = new Arenas(module, options.scratch);
    this.kernels = kernelsOver(module, options.activations);
    const scratch = attentionScratch(options.headDim, options.context);
    for (const memory of options.caches) {
      const { buffer } = memory;
      const place = buffer.byteLength - (team.rank + 1) * scratch;
      this.attentions.set(buffer, new AttentionKernel(buffer, kernelsOver(module, memory), place));
    }
    warmUp(this.arenas.first);
  }

  override linear(info: TensorInfo): Linear {
    const [from, to] = this.columnRange(info.shape[0]);
    let matrix = this.load(info, from, to);
    if (matrix instanceof MappedMatrix) {
      const { elements, columns } = matrix;
      const copy = () => {
        matrix = new InterleavedMatrix(rowsInMemory(elements, columns), this.arenas);
      };
      this.mapped.push({ bytes: elements.byteLength, copy });
    }
    return (x, out) => {
      this.exchange.read(x);
      this.exchange.write(out, "columns");
      apply(matrix, x, out, from);
      return out;
    };
  }

  override copyWeights(bytes: number): void {
    for (let copied = 0; copied < bytes; ) {
      const next = this.mapped[0];
      if (next === undefined || next.bytes > this.copyLimit) return;
      try {
        next.copy();
      } catch (error) {
        // The system has less than it said: what is mapped stays so
        if (!(error instanceof UserError)) throw error;
        this.copyLimit = 0;
        return;
      }
      this.mapped.shift();
      this.copyLimit -= next.bytes;
      copied += next.bytes;
    }
  }

  override get hasPages(): boolean {
    return this.mapped.length > 0;
  }

  protected override attend(
    queries: Activation,
    cache: KeyValueCache,
    kv: number,
    heads: readonly [from: number, to: number],
    first: number,
    out: Activation,
  ): void {
    const [, , headDim] = queries.tensor.shape;
    const kernel = this.attentions.get(cache.keys.data.buffer);
    // The kernel takes 8 elements of a head at a time
    if (kernel === undefined || headDim % 8 !== 0) super.attend(queries, cache, kv, heads, first, out);
    else kernel.attend(queries, cache, kv, heads, first, out);
  }

  protected override swigluShare(gate: Activation, up: Activation): void {
    const [from, to] = this.columnRange(gate.flat.shape[1]);
    for (let t = 0; t < gate.tokens; t++) {
      const gateAddress = gate.row(t).byteOffset + from * 4;
      this.kernels.swiglu(gateAddress, up.row(t).byteOffset + from * 4, to - from);
    }
  }

  protected override get columnBlock(): number {
    return rowGroup;
  }

  private load(info: TensorInfo, from: number, to: number): Matrix {
    const [, columns] = info.shape;
    if (info.dtype !== "bfloat16") {
      return new FloatMatrix(readRows(info, from, to, "mmap").elements, columns, this.arenas);
    }
    // The kernels take 8 weights at a time, and nothing can be mapped of no rows
    const isMappable = this.options.weights !== "ram" && columns % 8 === 0 && from < to;
    const rows = isMappable ? mapRows(info, from, to) : undefined;
    if (rows !== undefined) return new MappedMatrix(sixteenBit(rows), columns, this.arenas.first);
    return new InterleavedMatrix(rowsInFile(info, from, to), this.arenas);
  }
}
