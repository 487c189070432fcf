import { roundUp } from "../../common/round-up.ts";
import { cacheLine, largestMemory, pageBytes } from "../memory-limits.ts";
import { createKernelMemory, growKernelMemory, type Kernels, kernelsOver } from "./kernels.ts";

/** Sizes of the scratch that every arena has, in elements. */
export interface ScratchSizes {
  /** The longest row of a weight. */
  readonly columns: number;
  /** The most rows of a weight that one rank has. */
  readonly rows: number;
  /** The most tokens at once. */
  readonly batch: number;
}

/** Rows and columns of a block of weights that a batch is multiplied with at a time: 288 kB as float32, which fits the L2 cache. */
export const blockRows = 72;
export const blockColumns = 1024;
/** Rows that the kernels take at once. */
export const tileRows = 6;
/** Bytes of weights that are copied into the L2 cache at once. */
export const tileBytes = 256 * 1024;

/**
 * A WebAssembly memory that belongs to this rank alone. It holds weights and the scratch space that kernels need, because a
 * kernel can access only one memory. It grows as weights are added. A memory ends at 4 GiB, so a large model needs several.
 */
export class Arena {
  readonly kernels: Kernels;
  /** Byte addresses of the scratch. */
  readonly x: number;
  readonly split: number;
  readonly y: number;
  /** A batch's inputs, as many columns as a block of weights has. */
  readonly inputs: number;
  /** A block of weights as float32. */
  readonly block: number;
  /** Rows of weights in the order of the checkpoint. */
  readonly tile: number;
  /** The scratch space as floats and as 16-bit patterns; the weights come after it. */
  readonly floats: Float32Array;
  readonly patterns: Uint16Array;
  /** How many rows of a batch's result `y` holds. */
  readonly resultRows: number;
  private readonly memory: WebAssembly.Memory;
  private end = 0;

  constructor(module: WebAssembly.Module, sizes: ScratchSizes) {
    const { columns, batch } = sizes;
    const tokens = roundUp(batch, 2); // the kernels take pairs
    this.resultRows = Math.min(roundUp(sizes.rows, blockRows), 114 * blockRows);
    this.x = this.reserve(roundUp(columns, 8) * 4);
    this.split = this.reserve(roundUp(columns, 8) * 4);
    this.y = this.reserve(Math.max(tokens * this.resultRows, roundUp(sizes.rows, 8)) * 4);
    this.inputs = this.reserve(tokens * blockColumns * 4);
    this.block = this.reserve(blockRows * blockColumns * 4);
    // Four whole rows, or the part of a block that is converted at once
    this.tile = this.reserve(Math.max(tileBytes, 4 * roundUp(columns, 8) * 2, blockRows * blockColumns * 2));
    this.memory = createKernelMemory(this.end);
    this.kernels = kernelsOver(module, this.memory);
    this.floats = new Float32Array(this.memory.buffer, 0, this.end / 4);
    this.patterns = new Uint16Array(this.memory.buffer, 0, this.end / 2);
  }

  /**
   * Reserves space for weights.
   * @returns its byte address, or undefined when this memory is full
   * @throws UserError when the system has no more memory
   */
  allocate(bytes: number): number | undefined {
    if (this.end + bytes > largestMemory) return undefined;
    const address = this.reserve(bytes);
    const missing = Math.ceil((this.end - this.memory.buffer.byteLength) / pageBytes);
    if (missing > 0) growKernelMemory(this.memory, missing);
    return address;
  }

  /** The floats at an address that `allocate` returned. */
  floatsAt(address: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, count);
  }

  private reserve(bytes: number): number {
    const address = this.end;
    this.end = roundUp(address + bytes, cacheLine);
    return address;
  }
}
