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
  const want: Record<string, { shape: number[]; dtype: string }> = JSON.parse(
    readFileSync(join(model, "tensors.json"), "utf8"),
  ).tensors;
  const seen = Object.entries(want).map(([name, { shape, dtype }]) => ({ name, shape, dtype }));
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  const got = tensors.map(({ name, shape, dtype }: (typeof seen)[number]) => ({ name, shape, dtype }));
  expect(got.sort(byName)).toEqual(seen.sort(byName));
  expect(params).toEqual(JSON.parse(readFileSync(join(model, "params.json"), "utf8")));
  expect(bytes).toBe(2 * elements);
});

test("as a table", async () => {
  const { stdout } = await run(["inspect", "-m", model]);
  expect(stdout).toMatch(/layers\.2\.feed_forward\.w2\.weight +bfloat16 +\[128, 448\]/);
  expect(stdout).toMatch(/query heads +8\n/);
});
