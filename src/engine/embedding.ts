import { mapRows, readRows } from "../checkpoint/rows.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { Elements } from "../common/dtype.ts";
import { rowAsFloat32 } from "../tensor/operations/linear.ts";
import { Tensor } from "../tensor/tensor.ts";

// A table that cannot be mapped is kept in memory up to this size
const smallTable = 64 * 2 ** 20;

/**
 * How to look up a row of an embedding table [vocabulary, dim]: writes its dim values as float32 into `target` from
 * `at` on. A token needs one row of a table that may be a gigabyte, so the table is mapped; where that cannot be, a
 * large one stays in the file and each row is read when it is asked for.
 * @returns a function that throws RangeError for what is no id of the table
 */
export function lookUp(table: TensorInfo): (id: number, target: Float32Array, at: number) => void {
  const [vocabulary, dim] = table.shape;
  const buffer = new Float32Array(dim);
  const check = (id: number): void => {
    if (!(id >= 0 && id < vocabulary)) throw new RangeError(`token ${id} is not in the vocabulary`);
  };
  const whole = readWhole(table);
  if (whole !== undefined) {
    const tensor = new Tensor(whole, table.dtype, [vocabulary, dim]);
    return (id, target, at) => {
      check(id);
      target.set(rowAsFloat32(tensor, id, buffer), at);
    };
  }
  return (id, target, at) => {
    check(id);
    const { elements } = readRows(table, id, id + 1, "read");
    target.set(rowAsFloat32(new Tensor(elements, table.dtype, [1, dim]), 0, buffer), at);
  };
}

function readWhole(table: TensorInfo): Elements | undefined {
  const [vocabulary, dim] = table.shape;
  const mapped = mapRows(table, 0, vocabulary);
  if (mapped !== undefined || vocabulary * dim * 4 > smallTable) return mapped;
  return readRows(table, 0, vocabulary, "read").elements;
}
