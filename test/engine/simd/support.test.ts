import { expect, test } from "bun:test";
import { join } from "node:path";
import { run } from "../../support/run.ts";

// A busy machine may take longer than bun's five seconds
const model = join(import.meta.dir, "../../fixtures/tiny-llama");
// JavaScriptCore as it is on a processor without AVX
const env = { BUN_JSC_useWasmSIMD: "0" };

test("without vectors the TypeScript engine is the default, and answers the same", async () => {
  const args = ["-m", model, "--raw", "-n", "5", "--json", "hello"];
  const [plain, simd] = [await run(args, { env }), await run(args)];
  const lines = ({ stdout }: { stdout: string }) =>
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  expect(lines(plain).at(-1)).toMatchObject({ engine: "typescript" });
  expect(lines(simd).at(-1)).toMatchObject({ engine: "simd" });
  const ids = (run: { stdout: string }) => lines(run).map(({ id }) => id);
  expect(ids(plain)).toEqual(ids(simd));
});

test("without vectors --engine simd is refused in one line", async () => {
  const { code, stderr } = await run(["-m", model, "--raw", "--engine", "simd", "hi"], { env });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^llama-nb: this processor lacks [^\n]*--engine typescript\n$/);
});
