import { readFileSync } from "node:fs";
import { UserError } from "../../common/errors.ts";
import { mostPages, pageBytes } from "../memory-limits.ts";
import path from "./kernels.wasm" with { type: "file" };

/** The exports of kernels.wasm, which are documented in kernels/*.as.ts. All pointers are byte addresses. */
export interface Kernels {
  splitEvenOdd(x: number, k: number, out: number, step: number): void;
  interleave(rows: number, stride: number, k: number, out: number): void;
  multiplyRows(w: number, x: number, y: number, k: number, rows: number): void;
  multiplyInterleaved(w: number, x: number, y: number, k: number, rows: number): void;
  widen(w: number, rowStep: number, chunkStep: number, k: number, out: number, outStride: number): void;
  multiplyBlock(
    w: number,
    wStride: number,
    rows: number,
    x: number,
    pairStride: number,
    pairs: number,
    k: number,
    y: number,
    yStride: number,
    accumulate: boolean,
  ): void;
  multiplyFloats(w: number, x: number, y: number, k: number, rows: number): void;
  swiglu(gate: number, up: number, n: number): void;
  attend(
    q: number,
    keys: number,
    values: number,
    scores: number,
    out: number,
    headDim: number,
    n0: number,
    n1: number,
    n2: number,
    n3: number,
  ): void;
  readMemory(from: number, bytes: number): number;
}

/** Compiles the kernels. One module serves all memories of a thread. */
export function compileKernels(): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(path));
}

/** The kernels on a memory, which must be a shared one. */
export function kernelsOver(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as Record<keyof Kernels, WebAssembly.ExportValue> as Kernels;
}

/** A new shared memory, full of zeros, that may grow up to 4 GiB. @throws UserError when the system refuses */
export function createKernelMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.max(1, Math.ceil(bytes / pageBytes));
  return orNotEnough(() => new WebAssembly.Memory({ initial: pages, maximum: mostPages, shared: true }));
}

/** Makes a memory larger by pages of 64 kB. @throws UserError when the system refuses */
export function growKernelMemory(memory: WebAssembly.Memory, pages: number): void {
  orNotEnough(() => memory.grow(pages));
}

function orNotEnough<Result>(allocate: () => Result): Result {
  try {
    return allocate();
  } catch (cause) {
    throw new UserError("there is not enough memory", 1, { cause, remedy: "map weights" });
  }
}
