import { expect, test } from "bun:test";
import { join } from "node:path";
import { manPage } from "../../../scripts/release/make-man-page.ts";

const path = join(import.meta.dir, "../../../docs/llama-nb.1");

async function output(...command: string[]): Promise<string> {
  const child = Bun.spawn(command, { stdin: null, stderr: "pipe", env: { ...process.env, MANWIDTH: "80" } });
  const texts = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return texts.join("");
}

test("the manual page is what the commands say: else run scripts/release/make-man-page.ts", async () => {
  expect(await Bun.file(path).text()).toBe(manPage());
});

test.skipIf(Bun.which("mandoc") === null)("mandoc finds nothing wrong (if installed)", async () => {
  expect(await output("mandoc", "-Tlint", path)).toBe("");
});

test.skipIf(Bun.which("groff") === null)("groff shows it without a warning (if installed)", async () => {
  const shown = await output("groff", "-man", "-ww", "-Tascii", "-P-cbou", path);
  expect(shown).not.toContain("warning");
  expect(shown).toContain("-m, --model DIR");
  expect(shown).toContain('llama-nb inspect --json | jq ".tensors[].name"');
  expect(shown).not.toContain("\\");
});
