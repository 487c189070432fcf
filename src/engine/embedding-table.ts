import { mapRows, readRows } from "../checkpoint/rows.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import type { Elements } from "../common/dtype.ts";
import { elementCount, isContiguous } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { share } from "./share.ts";
import type { Team } from "./team/team.ts";

/**
 * An embedding table [vocabulary, dim], of which a token needs one row.
 * @param memory where all ranks together copy the table to. Without it the table stays pages of the file; where it cannot be
 * mapped, this rank reads a copy of its own
 * @throws FileError when reading fails
 */
export function embeddingTable(info: TensorInfo, team: Team, memory?: SharedArrayBuffer): Tensor<Elements> {
  const [vocabulary] = info.shape;
  if (memory === undefined) {
    const elements = mapRows(info, 0, vocabulary) ?? readRows(info, 0, vocabulary, "read").elements;
    return new Tensor(elements, info.dtype, info.shape);
  }
  const count = elementCount(info.shape);
  const elements =
    info.dtype === "float32" ? new Float32Array(memory, 0, count) : new Uint16Array(memory, 0, count);
  const table = new Tensor<Elements>(elements, info.dtype, info.shape);
  copyShare(info, table, team);
  team.barrier();
  return table;
}

// A piece is read, then copied: together with the copy it must not take much memory
const pieceBytes = 2 ** 24;

/** Copies this rank's share of the rows. */
function copyShare(info: TensorInfo, { data }: Tensor<Elements>, team: Team): void {
  const [vocabulary, dim] = info.shape;
  const [from, to] = share(vocabulary, 1, team);
  // Rows that do not lie in order are gathered in one pass over the file
  const rows = isContiguous(info) ? Math.ceil(pieceBytes / (dim * data.BYTES_PER_ELEMENT)) : vocabulary;
  for (let row = from; row < to; row += rows) {
    data.set(readRows(info, row, Math.min(row + rows, to), "read").elements, row * dim);
  }
}
