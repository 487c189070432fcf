import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Tensor } from "../../src/tensor/tensor.ts";

/** An array in operations.bin. */
export interface Stored {
  readonly offset: number;
  readonly shape: number[];
  readonly type: "float32" | "uint16" | "uint32";
}

const folder = join(import.meta.dir, "../fixtures/operations");
const { buffer } = new Uint8Array(readFileSync(join(folder, "operations.bin")));
const { cases } = JSON.parse(readFileSync(join(folder, "operations.json"), "utf8"));

/** The case of that name, as scripts/fixtures/make-operation-fixtures.py wrote it. */
export function torchCase(name: string) {
  return cases[name];
}

/** A float32 array that PyTorch gave. */
export function float32({ offset, shape }: Stored): Tensor<Float32Array> {
  const size = shape.reduce((a, b) => a * b, 1);
  return Tensor.float32(shape, new Float32Array(buffer, offset, size).slice());
}

/** 16-bit patterns that PyTorch gave. */
export function patterns({ offset, shape }: Stored): Uint16Array {
  return new Uint16Array(
    buffer,
    offset,
    shape.reduce((a, b) => a * b, 1),
  ).slice();
}

/** 32-bit words that PyTorch was given. */
export function words({ offset, shape }: Stored): Uint32Array<ArrayBuffer> {
  return new Uint32Array(
    buffer,
    offset,
    shape.reduce((a, b) => a * b, 1),
  ).slice();
}

/** The largest |got - want| / (1 + |want|); Infinity where shapes or NaNs differ. */
export function difference(got: Tensor, want: Tensor): number {
  if (String(got.shape) !== String(want.shape)) return Number.POSITIVE_INFINITY;
  const a = got.toFloat32().data;
  const b = want.toFloat32().data;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const part = Math.abs(a[i] - b[i]) / (1 + Math.abs(b[i]));
    largest = Math.max(largest, Number.isNaN(part) ? Number.POSITIVE_INFINITY : part);
  }
  return largest;
}
