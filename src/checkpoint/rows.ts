import { statSync } from "node:fs";
import { bytesPerElement, type Elements } from "../common/dtype.ts";
import { attempt, endsTooSoon, type OpenFile, readInto, withFile } from "../common/file.ts";
import { isContiguous } from "../tensor/shape.ts";
import type { TensorInfo } from "./tensor-info.ts";

/** Rows of a tensor in memory. */
export interface Rows {
  /** Row-major, without gaps; to be read only. */
  readonly elements: Elements;
  /** Whether the elements are pages of the file itself, or a copy. */
  readonly mapped: boolean;
}

const gatherBytes = 4 * 2 ** 20;

/**
 * The rows [from, to) of a matrix, or the elements [from, to) of a vector.
 * "mmap" maps them where that is possible: the tensor is contiguous, its elements are aligned and the system plays
 * along. Everywhere else, and with "read", they are copied by positional reads. A tensor whose elements do not lie in
 * order is gathered, which passes over the file from its first row to its last: ask for many rows at once.
 * @throws FileError when the file has become shorter, or cannot be read
 * @throws RangeError when the tensor has other dimensions, no such rows, or they take more than 4 GiB
 */
export function readRows(info: TensorInfo, from: number, to: number, how: "mmap" | "read"): Rows {
  const { count, offset } = stretch(info, from, to);
  const mapped = how === "mmap" ? mapRows(info, from, to) : undefined;
  if (mapped !== undefined) return { elements: mapped, mapped: true };
  if (!isContiguous(info)) {
    return { elements: withFile(info.file, (file) => gather(file, info, from, to)), mapped: false };
  }
  const elements = allocate(info, count);
  readBytesInto(info.file, offset, new Uint8Array(elements.buffer));
  return { elements, mapped: false };
}

/**
 * The same rows as pages of the file, or undefined where that is not possible; nothing is copied.
 * @throws as {@link readRows}
 */
export function mapRows(info: TensorInfo, from: number, to: number): Elements | undefined {
  const { count, offset } = stretch(info, from, to);
  const size = bytesPerElement[info.dtype];
  if (!isContiguous(info) || offset % size !== 0) return undefined;
  const window = mapBytes(info.file, offset, count * size);
  return window === undefined ? undefined : asElements(info, window, count);
}

/** How many elements the rows [from, to) are, and where in the file they begin if nothing lies between them. */
function stretch(info: TensorInfo, from: number, to: number): { count: number; offset: number } {
  const [rows, columns = 1] = info.shape;
  if (info.shape.length < 1 || info.shape.length > 2 || from < 0 || to > rows || from > to) {
    throw new RangeError(`no rows ${from} to ${to} in ${info.name} of shape [${info.shape.join(", ")}]`);
  }
  const offset = info.offset + from * columns * bytesPerElement[info.dtype];
  return { count: (to - from) * columns, offset };
}

/**
 * Maps the bytes [offset, offset + size) of a file, or says undefined where that cannot be: Bun opens the file for
 * writing, which a read-only file forbids, and it cannot map on Windows at all. The pages are private.
 * @throws FileError when the file is shorter than that: touching such a page would end the program
 */
export function mapBytes(path: string, offset: number, size: number): Uint8Array<ArrayBuffer> | undefined {
  const end = attempt(path, () => statSync(path)).size;
  if (end < offset + size) throw endsTooSoon(path, end);
  try {
    return Bun.mmap(path, { offset, size, shared: false });
  } catch {
    return undefined;
  }
}

/** Fills `target` with the bytes of a file from `offset` on. @throws FileError when the file ends before that */
export function readBytesInto(path: string, offset: number, target: Uint8Array): void {
  withFile(path, (file) => readInto(file, offset, target));
}

function allocate(info: TensorInfo, count: number): Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  return info.dtype === "float32" ? new Float32Array(count) : new Uint16Array(count);
}

function asElements(info: TensorInfo, bytes: Uint8Array<ArrayBuffer>, count: number): Elements {
  const { buffer, byteOffset } = bytes;
  return info.dtype === "float32"
    ? new Float32Array(buffer, byteOffset, count)
    : new Uint16Array(buffer, byteOffset, count);
}

/** One dimension of what is gathered: its length, and its steps in the file and in the result, in elements. */
interface Axis {
  readonly length: number;
  readonly stride: number;
  readonly step: number;
}

/**
 * Collects rows through their strides. The stretch of the file from their first element to their last is read once,
 * in pieces of 4 MiB, and each piece gives up the elements that lie in it.
 */
function gather(file: OpenFile, info: TensorInfo, from: number, to: number): Elements {
  const [, columns = 1] = info.shape;
  const [rowStride, columnStride = 1] = info.strides;
  const result = allocate(info, (to - from) * columns);
  const axes: Axis[] = [
    { length: to - from, stride: rowStride, step: columns },
    { length: columns, stride: columnStride, step: 1 },
  ];
  const [inner, outer] = axes.sort((a, b) => a.stride - b.stride);
  if (result.length === 0) return result;

  const size = bytesPerElement[info.dtype];
  const start = info.offset + from * rowStride * size;
  const span = (inner.length - 1) * inner.stride + (outer.length - 1) * outer.stride + 1;
  const piece = allocate(info, Math.min(span, gatherBytes / size));
  for (let first = 0; first < span; first += piece.length) {
    const end = Math.min(first + piece.length, span);
    readInto(file, start + first * size, new Uint8Array(piece.buffer, 0, (end - first) * size));
    // The outer indices any of whose elements lie in [first, end), and for each of them the inner ones that do
    const [outerFrom, outerTo] = indicesWithin(outer, first - (inner.length - 1) * inner.stride, end);
    for (let o = outerFrom; o < outerTo; o++) {
      const base = o * outer.stride;
      const [innerFrom, innerTo] = indicesWithin(inner, first - base, end - base);
      for (let i = innerFrom; i < innerTo; i++) {
        result[o * outer.step + i * inner.step] = piece[base + i * inner.stride - first];
      }
    }
  }
  return result;
}

/** The indices [from, to) of an axis whose offsets lie in [start, end). */
function indicesWithin({ length, stride }: Axis, start: number, end: number): [from: number, to: number] {
  if (stride === 0) return start <= 0 && end > 0 ? [0, length] : [0, 0];
  return [Math.max(0, Math.ceil(start / stride)), Math.min(length, Math.ceil(end / stride))];
}
