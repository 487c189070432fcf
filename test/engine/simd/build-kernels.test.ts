import { beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/model-folder.ts";

setDefaultTimeout(60_000);

const root = join(import.meta.dir, "../../..");
const built = temporaryFolder();

beforeAll(async () => {
  const child = Bun.spawn([process.execPath, join(root, "scripts/build-kernels.ts"), built], {
    stderr: "pipe",
  });
  expect(await new Response(child.stderr).text()).toBe("");
  expect(await child.exited).toBe(0);
});

test.each(["src/engine/simd", "src/training"])("%s/kernels.wasm is what its sources compile to", (part) => {
  const committed = readFileSync(join(root, part, "kernels.wasm"));
  expect(readFileSync(join(built, part, "kernels.wasm")).equals(committed)).toBe(true);
});
