import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/model-folder.ts";

const root = join(import.meta.dir, "../../..");

test("kernels.wasm is what its sources compile to", async () => {
  const built = join(temporaryFolder(), "kernels.wasm");
  const child = Bun.spawn([process.execPath, join(root, "scripts/build-kernels.ts"), built], {
    stderr: "pipe",
  });
  expect(await new Response(child.stderr).text()).toBe("");
  expect(await child.exited).toBe(0);
  const committed = readFileSync(join(root, "src/engine/simd/kernels.wasm"));
  expect(readFileSync(built).equals(committed)).toBe(true);
});
