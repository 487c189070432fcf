import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";

const model = fixture("tiny-llama");

test("as JSON: the tensors that PyTorch saw, and params.json as it is", async () => {
  const { code, stdout } = await run(["inspect", "-m", model, "--json"]);
  expect(code).toBe(0);
  const { tensors, params, elements, bytes } = JSON.parse(stdout);
  const { tensors: want } = JSON.parse(readFileSync(join(model, "tensors.json"), "utf8"));
  const shapes = (list: { name: string; shape: number[] }[]) =>
    Object.fromEntries(list.map(({ name, shape }) => [name, shape]));
  expect(shapes(tensors)).toEqual(Array.isArray(want) ? shapes(want) : mapShapes(want));
  expect(params).toEqual(JSON.parse(readFileSync(join(model, "params.json"), "utf8")));
  expect(bytes).toBe(2 * elements);
});

test("as a table", async () => {
  const { stdout } = await run(["inspect", "-m", model]);
  expect(stdout).toMatch(/layers\.2\.feed_forward\.w2\.weight +bfloat16 +\[128, 448\]/);
  expect(stdout).toMatch(/query heads +8\n/);
});

function mapShapes(tensors: Record<string, { shape: number[] }>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
}
