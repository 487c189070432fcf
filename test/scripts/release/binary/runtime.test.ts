import { expect, test } from "bun:test";
import { devDependencies } from "../../../../package.json";
import { pinned, pinnedVersion } from "../../../../scripts/release/binary/runtime.ts";
import { targetName, targets } from "../../../../scripts/release/binary/targets.ts";

test("the pinned Bun is the one that npm installs", () => {
  expect(pinnedVersion).toBe(devDependencies.bun);
});

test("every target has a pinned SHA-256, and there are no others", () => {
  expect(Object.keys(pinned).sort()).toEqual(targets.map(targetName).sort());
  for (const sum of Object.values(pinned)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
});
