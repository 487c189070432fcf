import { expect, test } from "bun:test";
import { run } from "../support/run.ts";

test("--version is one line with a semantic version", async () => {
  const { code, stdout, stderr } = await run(["--version"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^llama-nb \d+\.\d+\.\d+\n$/);
});

test("with -v it also tells the commit, the Bun inside and the platform", async () => {
  const { stdout } = await run(["--version", "-v"]);
  const [name, commit, bun, ...rest] = stdout.split("\n");
  expect(name).toBe((await run(["--version"])).stdout.trimEnd());
  expect(commit).toBe("run from source");
  const child = Bun.spawnSync([process.execPath, "--revision"]);
  const [, version, revision] = /^(\d+\.\d+\.\d+)\S*\+([0-9a-f]{9})/.exec(child.stdout.toString()) ?? [];
  expect(bun).toStartWith(`Bun ${version} (${revision}), `);
  expect(bun).toMatch(/\), (linux|darwin|win32) (x64|arm64)$/);
  expect(rest).toEqual([""]);
});
