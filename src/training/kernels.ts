import { readFileSync } from "node:fs";
import { pageBytes } from "../engine/memory-limits.ts";
import path from "./kernels.wasm" with { type: "file" };

/** The exports of kernels.wasm; what each does is said in kernels/*.as.ts. All pointers and strides are in bytes. */
export interface Kernels {
  add(a: number, b: number, out: number, n: number): void;
  multiply(
    a: number,
    aStride: number,
    b: number,
    bStride: number,
    c: number,
    cStride: number,
    m: number,
    n: number,
    k: number,
    accumulate: boolean,
  ): void;
  transpose(
    from: number,
    fromStride: number,
    to: number,
    toStride: number,
    rows: number,
    columns: number,
  ): void;
  rmsNorm(
    x: number,
    weight: number,
    out: number,
    scales: number,
    rows: number,
    columns: number,
    eps: number,
  ): void;
  rmsNormBackward(
    dOut: number,
    x: number,
    weight: number,
    scales: number,
    dx: number,
    dWeight: number,
    rows: number,
    columns: number,
  ): void;
  rotate(
    x: number,
    rows: number,
    heads: number,
    headBytes: number,
    cos: number,
    sin: number,
    direction: number,
  ): void;
  causalSoftmax(
    scores: number,
    stride: number,
    rows: number,
    columns: number,
    first: number,
    scale: number,
  ): void;
  softmaxBackward(p: number, dp: number, stride: number, rows: number, columns: number, scale: number): void;
  largestOf(row: number, n: number): number;
  softmax(row: number, n: number, share: number): number;
  swiglu(gate: number, up: number, out: number, n: number): void;
  swigluBackward(dOut: number, gate: number, up: number, dGate: number, dUp: number, n: number): void;
  sumShards(gradients: number, shardBytes: number, shards: number, n: number): number;
  adamw(
    w: number,
    gradient: number,
    m: number,
    v: number,
    n: number,
    clip: number,
    beta1: number,
    beta2: number,
    keep: number,
    rate: number,
    root: number,
    eps: number,
  ): void;
}

/** What operations need to compute: the kernels, and the memory they work in as JavaScript sees it. */
export interface Compute {
  readonly kernels: Kernels;
  /** The whole memory; a number at byte address a is floats[a / 4]. */
  readonly floats: Float32Array;
}

/** Compiles the kernels; once is enough for all threads. */
export function compileKernels(): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(path));
}

/** The kernels over a memory, which must be a shared one and must not grow any more. */
export function computeOver(module: WebAssembly.Module, memory: WebAssembly.Memory): Compute {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = exports as Record<keyof Kernels, WebAssembly.ExportValue> as Kernels;
  return { kernels, floats: new Float32Array(memory.buffer) };
}

/** A new shared memory of zeros. */
export function createMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / pageBytes);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}
