import { statSync } from "node:fs";
import { bytesPerElement, type Elements } from "../common/dtype.ts";
import { attempt, endsTooSoon, type OpenFile, readInto, withFile } from "../common/file.ts";
import { isContiguous } from "../tensor/shape.ts";
import type { TensorInfo } from "./tensor-info.ts";

/** Rows of a tensor in memory. */
export interface Rows {
  /** Row-major, without gaps. Do not change them. */
  readonly elements: Elements;
  /** Whether the elements are mapped pages of the file; otherwise they are a copy. */
  readonly mapped: boolean;
}

const gatherBytes = 4 * 2 ** 20;

/**
 * The rows [from, to) of a matrix, or the elements [from, to) of a vector.
 * "mmap" maps them if the tensor is contiguous, its elements are aligned and the system can map the file. Otherwise, and
 * with "read", they are copied by positional reads. The elements of a tensor that is not contiguous are gathered from
 * everything between its first and its last element, so ask for many rows at once.
 * @throws FileError if the file has become shorter or cannot be read
 * @throws RangeError if the tensor is not a matrix or vector, has no such rows, or they take more than 4 GiB
 */
export function readRows(info: TensorInfo, from: number, to: number, how: "mmap" | "read"): Rows {
  const { count, offset } = extent(info, from, to);
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
 * The same rows as mapped pages of the file, or undefined if that is not possible. Nothing is copied.
 * @throws as {@link readRows} does
 */
export function mapRows(info: TensorInfo, from: number, to: number): Elements | undefined {
  const { count, offset } = extent(info, from, to);
  const size = bytesPerElement[info.dtype];
  if (!isContiguous(info) || offset % size !== 0) return undefined;
  const window = mapBytes(info.file, offset, count * size);
  return window === undefined ? undefined : asElements(info, window, count);
}

/** The number of elements in the rows [from, to), and their byte offset in the file if they are contiguous. */
function extent(info: TensorInfo, from: number, to: number): { count: number; offset: number } {
  const [rows, columns = 1] = info.shape;
  if (info.shape.length < 1 || info.shape.length > 2 || from < 0 || to > rows || from > to) {
    throw new RangeError(`no rows ${from} to ${to} in ${info.name} of shape [${info.shape.join(", ")}]`);
  }
  const offset = info.offset + from * columns * bytesPerElement[info.dtype];
  return { count: (to - from) * columns, offset };
}

/**
 * Maps the bytes [offset, offset + size) of a file, or returns undefined if that is not possible: Bun opens the file for
 * writing, which fails for a read-only file, and it cannot map files on Windows. The pages are private.
 * @throws FileError if the file is shorter: reading a page beyond its end would kill the program
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

/** Fills `target` with the bytes of a file from `offset` on. @throws FileError if the file ends too early */
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

/** One dimension of what is gathered, in elements. */
interface Axis {
  readonly length: number;
  /** The step in the file. */
  readonly stride: number;
  /** The step in the result. */
  readonly step: number;
}

/**
 * Gathers rows by their strides. The part of the file from their first element to their last is read once, in pieces of
 * 4 MiB, and the elements in each piece are copied to their places.
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
    // The outer indices with elements in [first, end), and for each of them the inner indices of those elements
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

/** The indices [from, to) of an axis with offsets in [start, end). */
function indicesWithin({ length, stride }: Axis, start: number, end: number): [from: number, to: number] {
  if (stride === 0) return start <= 0 && end > 0 ? [0, length] : [0, 0];
  return [Math.max(0, Math.ceil(start / stride)), Math.min(length, Math.ceil(end / stride))];
}
