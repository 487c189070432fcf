import { readRows } from "../../checkpoint/rows.ts";
import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { UserError } from "../../common/errors.ts";
import type { Activation } from "../activation.ts";
import type { Linear } from "../engine.ts";
import type { KeyValueCache } from "../key-value-cache.ts";
import { share } from "../share.ts";
import type { Team } from "../team/team.ts";
import { TypeScriptEngine } from "../typescript/engine.ts";
import type { ScratchSizes } from "./arena.ts";
import { Arenas } from "./arenas.ts";
import { AttentionKernel, attentionScratch } from "./attention.ts";
import { InterleavedMatrix, rowsInFile, rowsInMemory, sixteenBit } from "./interleaved-matrix.ts";
import { compileKernels, type Kernels, kernelsOver } from "./kernels.ts";
import { MappedMatrix } from "./mapped-matrix.ts";
import { apply, type Matrix } from "./matrix.ts";
import { PanelMatrix } from "./panel-matrix.ts";
import { warmUp } from "./warm-up.ts";

/** rows of a weight that the kernels take at once: a rank's share is whole groups of them. */
const rowGroup = 8;

/** what the engine is to work in. */
export interface SimdOptions {
  readonly scratch: ScratchSizes;
  /** the most positions that attention looks at. */
  readonly context: number;
  /** mmap: weights stay pages of the file; ram: they are copied at once; auto: they are copied bit by bit. */
  readonly weights: "mmap" | "ram" | "auto";
  /** with auto: bytes that this rank may copy. */
  readonly copyLimit: number;
  /** the memories that all ranks share: the activations, and the caches. */
  readonly activations: WebAssembly.Memory;
  readonly caches: readonly WebAssembly.Memory[];
  readonly headDim: number;
}

/**
 * WebAssembly SIMD kernels for all that takes time: products with weights, attention, SwiGLU. the rest is as plain as
 * in the TypeScript engine, which this one is built on.
 */
export class SimdEngine extends TypeScriptEngine {
  private readonly arenas: Arenas;
  private readonly kernels: Kernels;
  private readonly attentions = new Map<ArrayBufferLike, AttentionKernel>();
  /** weights that are still pages of the file, and how to make them copies. */
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
    const scratch = Math.ceil(attentionScratch(options.headDim, options.context) / 64) * 64;
    for (const memory of options.caches) {
      const { buffer } = memory;
      const place = buffer.byteLength - (team.rank + 1) * scratch;
      this.attentions.set(buffer, new AttentionKernel(buffer, kernelsOver(module, memory), place));
    }
    warmUp(this.arenas.first);
  }

  override linear(info: TensorInfo): Linear {
    const [from, to] = share(info.shape[0], rowGroup, this.team);
    let matrix = this.load(info, from, to);
    if (matrix instanceof MappedMatrix && this.options.weights === "auto") {
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

  override copyWeights(bytes: number): boolean {
    for (let copied = 0; copied < bytes; ) {
      const next = this.mapped[0];
      if (next === undefined) return this.options.weights !== "mmap";
      if (next.bytes > this.copyLimit) return false;
      try {
        next.copy();
      } catch (error) {
        // the system has less than it said: what is mapped stays so
        if (!(error instanceof UserError)) throw error;
        this.copyLimit = 0;
        return false;
      }
      this.mapped.shift();
      this.copyLimit -= next.bytes;
      copied += next.bytes;
    }
    return false;
  }

  override attention(queries: Activation, cache: KeyValueCache, first: number, out: Activation): Activation {
    const [, heads, headDim] = queries.tensor.shape;
    const kernel = this.attentions.get(cache.keys.data.buffer);
    // the kernel takes 8 elements of a head at a time
    if (kernel === undefined || headDim % 8 !== 0) return super.attention(queries, cache, first, out);
    this.exchange.readShare(queries, "heads");
    this.exchange.read(cache);
    this.exchange.write(out, "heads");
    const queriesPerKey = heads / cache.keys.shape[1];
    const [from, to] = this.heads(queries.tensor);
    // a rank's heads may begin or end in the middle of a key head's group
    for (let head = from; head < to; ) {
      const kv = Math.floor(head / queriesPerKey);
      const end = Math.min(to, (kv + 1) * queriesPerKey);
      kernel.attend(queries, cache, kv, [head, end], first, out);
      head = end;
    }
    return out;
  }

  override swiglu(gate: Activation, up: Activation): Activation {
    this.exchange.readShare(gate, "columns");
    this.exchange.readShare(up, "columns");
    this.exchange.write(gate, "columns");
    const [from, to] = share(gate.flat.shape[1], rowGroup, this.team);
    for (let t = 0; t < gate.tokens; t++) {
      const address = (of: Activation) => of.row(t).byteOffset + from * 4;
      this.kernels.swiglu(address(gate), address(up), to - from);
    }
    return gate;
  }

  protected override get columnBlock(): number {
    return rowGroup;
  }

  private load(info: TensorInfo, from: number, to: number): Matrix {
    const [, columns] = info.shape;
    if (info.dtype !== "bfloat16") {
      return new PanelMatrix(readRows(info, from, to, "mmap").elements, columns, this.arenas);
    }
    if (this.options.weights !== "ram" && columns % 8 === 0 && from < to) {
      const { elements, mapped } = readRows(info, from, Math.min(to, from + 1), "mmap");
      if (mapped && elements.length > 0) {
        const rows = sixteenBit(readRows(info, from, to, "mmap").elements);
        return new MappedMatrix(rows, columns, this.arenas.first);
      }
    }
    return new InterleavedMatrix(rowsInFile(info, from, to), this.arenas);
  }
}
