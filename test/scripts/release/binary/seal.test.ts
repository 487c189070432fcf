import { expect, test } from "bun:test";
import { isSealed, seal } from "../../../../scripts/release/binary/seal.ts";

const names = ["BUN_OPTIONS", "BUN_BE_BUN", "BUN_INSPECT", "BUN_INSPECT_CONNECT_TO", "BUN_INSPECT_PRELOAD"];
const executable = (...more: string[]) => Buffer.from(`code\0${[...names, ...more].join("\0other\0")}\0code`);

test("each name is changed where it is a string of its own, and nothing else", () => {
  const file = executable("warn: BUN_OPTIONS is ignored");
  expect(isSealed(file)).toBe(false);
  seal(file);
  expect(isSealed(file)).toBe(true);
  const sealed = names.map((name) => name.replace("BUN", "OFF"));
  expect(file.toString()).toBe(
    `code\0${[...sealed, "warn: BUN_OPTIONS is ignored"].join("\0other\0")}\0code`,
  );
});

test("a Bun that keeps a name elsewhere is refused", () => {
  expect(() => seal(executable("BUN_OPTIONS"))).toThrow(/\$BUN_OPTIONS/);
  expect(() => seal(Buffer.from(executable().toString().replace("BUN_BE_BUN", "")))).toThrow(/\$BUN_BE_BUN/);
});
