import { describe, expect, test } from "bun:test";
import { requireRuntime } from "../../src/common/runtime.ts";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";

test("this Bun has what models need", () => {
  expect(() => requireRuntime()).not.toThrow();
});

test("what is missing is named", () => {
  expect(() => requireRuntime({ WebAssembly, Atomics })).toThrow(
    "this Bun has no SharedArrayBuffer, which models run in; use another build of Bun",
  );
});

describe("a variable that switches it off is named", () => {
  test.each([
    ["BUN_JSC_useWasm", "WebAssembly"],
    ["BUN_JSC_useSharedArrayBuffer", "SharedArrayBuffer"],
  ])("%s", async (name, missing) => {
    const result = await run(["-m", fixture("tiny-llama"), "hi"], { env: { [name]: "0" } });
    expect(result).toEqual({
      code: 1,
      stdout: "",
      stderr: `llama-nb: this Bun has no ${missing}, which models run in, perhaps because of ${name}; unset it\n`,
    });
  });

  test("while commands without a model go on", async () => {
    const env = { BUN_JSC_useWasm: "0" };
    expect(await run(["tokenize", "-m", fixture("tiny-llama"), "hi"], { env })).toMatchObject({ code: 0 });
    expect(await run(["inspect", "-m", fixture("tiny-llama")], { env })).toMatchObject({ code: 0 });
  });
});
