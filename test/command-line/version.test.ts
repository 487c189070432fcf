import { expect, test } from "bun:test";
import { version } from "../../package.json";
import { run } from "../support/run.ts";

test("--version is one line, and with -v says what it was made from", async () => {
  expect(await run(["--version"])).toEqual({ code: 0, stdout: `llama-nb ${version}\n`, stderr: "" });
  const { stdout } = await run(["--version", "-v"]);
  expect(stdout).toBe(
    `llama-nb ${version}\nrun from source\nBun ${Bun.version} (${Bun.revision.slice(0, 9)}), ${process.platform} ${process.arch}\n`,
  );
});
