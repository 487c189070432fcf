import type { Elements } from "../../common/dtype.ts";
import type { Tensor } from "../tensor.ts";
import { rowAsFloat32 } from "./linear.ts";

/**
 * The row of the table that belongs to each token, as torch.nn.functional.embedding.
 * @param table [vocabulary, dim], of any type
 * @param tokens ids
 * @param out [tokens, dim]
 * @param range the tokens [from, to) to look up, all if left out
 * @throws RangeError for an id that the table does not have
 */
export function embedding(
  table: Tensor<Elements>,
  tokens: ArrayLike<number>,
  out: Tensor<Float32Array>,
  [from, to]: readonly [from: number, to: number] = [0, tokens.length],
): Tensor<Float32Array> {
  const [vocabulary, dim] = table.shape;
  for (let t = from; t < to; t++) {
    const id = tokens[t];
    if (!(id >= 0 && id < vocabulary)) throw new RangeError(`token ${id} is not in the vocabulary`);
    const start = out.offset + t * out.strides[0];
    rowAsFloat32(table, id, out.data.subarray(start, start + dim));
  }
  return out;
}
