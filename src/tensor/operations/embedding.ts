import type { Elements } from "../../common/dtype.ts";
import type { Tensor } from "../tensor.ts";
import { rowAsFloat32 } from "./linear.ts";

/**
 * The row of the table that belongs to each token, as torch.nn.functional.embedding.
 * @param table [vocabulary, dim], of any type
 * @param tokens ids, each below the vocabulary's size
 * @param out [tokens, dim]
 */
export function embedding(
  table: Tensor<Elements>,
  tokens: ArrayLike<number>,
  out: Tensor<Float32Array>,
): Tensor<Float32Array> {
  const buffer = new Float32Array(table.shape[1]);
  for (let t = 0; t < tokens.length; t++) {
    out.data.set(rowAsFloat32(table, tokens[t], buffer), out.offset + t * out.strides[0]);
  }
  return out;
}
