import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { bfloat16ToFloat32, bfloat16Values, float32ToBfloat16 } from "../../src/tensor/bfloat16.ts";
import { float16Values } from "../../src/tensor/float16.ts";
import { patterns, torchCase, words } from "./torch.ts";

/** The SHA-256 of float32 values, every NaN in the same form. */
function fingerprint(values: Float32Array): string {
  const bits = new Uint32Array(values.slice().buffer).map((word, i) => {
    return Number.isNaN(values[i]) ? 0x7fc00000 : word;
  });
  return createHash("sha256").update(bits).digest("hex");
}

test("all 65,536 bfloat16 patterns mean what they mean to PyTorch", () => {
  expect(fingerprint(bfloat16Values())).toBe(torchCase("tables").bfloat16);
});

test("all 65,536 float16 patterns mean what they mean to PyTorch", () => {
  expect(fingerprint(float16Values())).toBe(torchCase("tables").float16);
});

describe("float32 to bfloat16", () => {
  const { input, output } = torchCase("round to bfloat16");
  const bits = words(input);
  const want = patterns(output);
  const values = new Float32Array(bits.buffer);

  test(`${values.length} values round as in PyTorch: ties to even, subnormals, overflow, infinities`, () => {
    const wrong: string[] = [];
    for (const [i, value] of values.entries()) {
      const got = float32ToBfloat16(value);
      if (!Number.isNaN(value) && got !== want[i]) wrong.push(bits[i].toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test("NaN stays NaN, also one whose payload is lost", () => {
    const nans = [...values].filter(Number.isNaN);
    expect(nans.length).toBeGreaterThan(3);
    for (const value of nans) expect(bfloat16ToFloat32(float32ToBfloat16(value))).toBeNaN();
  });
});
