import { describe, expect, test } from "bun:test";
import type { TensorInfo } from "../../src/checkpoint/tensor-info.ts";
import { UserError } from "../../src/common/errors.ts";
import { bytesPerToken, planWeights } from "../../src/model/weight-plan.ts";

const gigabyte = 10 ** 9;

/** Tensors of so many elements, bfloat16. */
function tensors(sizes: Record<string, number>): Map<string, TensorInfo> {
  return new Map(
    Object.entries(sizes).map(([name, count]) => [
      name,
      { name, dtype: "bfloat16", shape: [count, 1], strides: [1, 1], file: "x", offset: 0 },
    ]),
  );
}

const large = tensors({
  "tok_embeddings.weight": 5e8,
  "output.weight": 5e8,
  "layers.0.feed_forward.w1.weight": 7e9,
});
const small = tensors({ "tok_embeddings.weight": 1e6, "layers.0.feed_forward.w1.weight": 1e8 });

test("a token passes by all weights but the table, unless it is the output too", () => {
  expect(bytesPerToken(large)).toBe(2 * 7.5e9);
  expect(bytesPerToken(small)).toBe(2 * 1.01e8);
});

describe("how weights are held", () => {
  test("small models are copied at once", () => {
    expect(planWeights("auto", small, 4 * gigabyte, true).weights).toBe("ram");
  });

  test("large ones begin as the file's pages, and become copies as far as memory allows", () => {
    const plan = planWeights("auto", large, 4 * gigabyte, true);
    expect(plan.weights).toBe("auto");
    expect(plan.copyLimit).toBeLessThan(4 * gigabyte);
    expect(plan.copyLimit).toBeGreaterThan(3 * gigabyte);
    expect(planWeights("auto", small, 0, true)).toEqual({ weights: "auto", copyLimit: 0 });
  });

  test("what is asked for is done, or refused in one line that names both sizes", () => {
    expect(planWeights("mmap", large, 0, true).weights).toBe("mmap");
    expect(planWeights("ram", large, 17 * gigabyte, true).weights).toBe("ram");
    expect(() => planWeights("ram", large, 4 * gigabyte, true)).toThrow(
      new UserError("the weights take 16.0 GB, but only 3.5 GB are free beside the cache"),
    );
  });

  test("files that cannot be mapped are copied, whatever is asked for, or refused", () => {
    expect(planWeights("mmap", small, 4 * gigabyte, false).weights).toBe("ram");
    expect(planWeights("auto", large, 17 * gigabyte, false).weights).toBe("ram");
    expect(() => planWeights("auto", large, 4 * gigabyte, false)).toThrow(/16\.0 GB.*cannot be mapped/);
  });
});
