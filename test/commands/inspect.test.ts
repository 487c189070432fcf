import { describe, expect, test } from "bun:test";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../src/checkpoint/checkpoint.ts";
import { writeTorch } from "../../src/checkpoint/torch/writer.ts";
import { formatFolder, modelCopy } from "../support/model-folder.ts";
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
  expect(stdout).not.toContain("verified");
});

test("names cannot give orders to the terminal", async () => {
  const folder = modelCopy();
  const { tensors } = readCheckpoint(folder);
  const evil = "rope.\x1b]0;owned\x07\x9b31m\u202e\nfreqs";
  const written = [...tensors.values()].map(({ name, shape }) => {
    return { name, shape, data: new Uint16Array(shape.reduce((a, b) => a * b, 1)) };
  });
  const extra = { name: evil, shape: [1], data: new Uint16Array(1) };
  writeFileSync(join(folder, "consolidated.00.pth"), writeTorch([...written, extra], "consolidated"));
  const { stdout } = await run(["inspect", "-m", folder]);
  expect(stdout).toMatch(
    /^ *\d+ +rope\.\\u\{1b\}\]0;owned\\u\{7\}\\u\{9b\}31m\\u\{202e\}\\u\{a\}freqs +bfloat16/m,
  );
  expect(stdout).not.toMatch(/[^\n\P{C}]/u);
  const json = await run(["inspect", "-m", folder, "--json"]);
  expect(JSON.parse(json.stdout).tensors.at(-1).name).toBe(evil);
});

describe("--verify", () => {
  /** A copy of a model in which one byte of the checkpoint is flipped. */
  function flipped(at: (size: number) => number): string {
    const folder = modelCopy();
    const path = join(folder, "consolidated.00.pth");
    const bytes = readFileSync(path);
    bytes[at(bytes.length)] ^= 0x10;
    writeFileSync(path, bytes);
    return folder;
  }

  test("an intact file", async () => {
    const { code, stdout, stderr } = await run(["inspect", "--verify", "-m", model]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/\n\nverified: \d+ records \([\d.]+ MB\) match their checksums\n$/);
  });

  test("as JSON", async () => {
    const { code, stdout } = await run(["inspect", "--verify", "--json", "-m", model]);
    expect(code).toBe(0);
    const { verified, bytes } = JSON.parse(stdout);
    expect(verified.records).toBeGreaterThan(29); // the storages, and four small records
    expect(verified.bytes).toBeGreaterThan(bytes);
    expect(verified.bytes).toBeLessThan(statSync(join(model, "consolidated.00.pth")).size);
  });

  test("a byte that changed in the middle of the weights is found, and only by this flag", async () => {
    const folder = flipped((size) => Math.floor(size / 2));
    expect(await run(["inspect", "-m", folder])).toMatchObject({ code: 0, stderr: "" });
    const { code, stdout, stderr } = await run(["inspect", "--verify", "-m", folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^llama-nb: .*consolidated\.00\.pth: 1 of its \d+ records differ from their checksums: "[^"]*\/data\/\d+"; .*download it again\n$/,
    );
  });

  test("a file without checksums is refused", async () => {
    const { code, stderr } = await run(["inspect", "--verify", "-m", formatFolder("bf16-legacy.pth")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/old format, which has no checksums; compare the SHA-256[^\n]*\n$/);
  });
});

describe("one tensor", () => {
  test("is shown by its name, with or without .weight", async () => {
    const whole = await run(["inspect", "-m", "demo", "layers.0.attention.wq.weight", "--json"]);
    const short = await run(["inspect", "-m", "demo", "layers.0.attention.wq", "--json"]);
    expect(short).toEqual(whole);
    const details = JSON.parse(whole.stdout);
    expect(details).toMatchObject({ name: "layers.0.attention.wq.weight", dtype: "bfloat16" });
    expect(details.histogram.reduce((a: number, b: number) => a + b)).toBe(details.bytes / 2);
  });

  test("that is none is refused with the nearest", async () => {
    const { code, stderr } = await run(["inspect", "-m", "demo", "layers.0.atention.wq"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /no tensor "layers\.0\.atention\.wq"; did you mean layers\.0\.attention\.wq\.weight\?\n$/,
    );
  });
});

test("weights that share their storage count once", async () => {
  const { stdout } = await run(["inspect", "-m", "demo", "--json"]);
  const { tensors, parameters, parameterBytes, elements } = JSON.parse(stdout);
  const table = tensors.find(({ name }: { name: string }) => name === "tok_embeddings.weight");
  expect(parameters).toBe(elements - table.shape[0] * table.shape[1]);
  expect(parameterBytes).toBe(2 * parameters);
});
