import { describe, expect, test } from "bun:test";
import { chmodSync, chownSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

// A busy machine may take longer than bun's five seconds
const model = fixture("tiny-llama");
const args = ["--raw", "-n", "2", "--json", "hi"];
const summary = (stdout: string) => JSON.parse(stdout.trim().split("\n").at(-1)!);

/** A folder with a model in its models-original, and with a folder below. */
function home(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "models-original"));
  mkdirSync(join(folder, "below"));
  symlinkSync(model, join(folder, "models-original/tiny"));
  return folder;
}

describe("models are found", () => {
  const folder = home();
  const named = async (cwd: string, env = {}) => summary((await run(args, { cwd, env })).stdout).model;

  test("in and above the working folder", async () => {
    expect(await named(folder)).toBe("tiny");
    expect(await named(join(folder, "below"))).toBe("tiny");
  });

  test("by the environment, first", async () => {
    expect(await named(folder, { LLAMA_NB_MODEL: model })).toBe("tiny-llama");
  });

  test("and named on stderr with -v, or at a terminal", async () => {
    const found = `model ${join(folder, "models-original", "tiny")}\n`;
    expect((await run(args, { cwd: folder })).stderr).toBe("");
    expect((await run([...args, "-v"], { cwd: folder })).stderr).toStartWith(found);
    expect((await run([...args, "-v", "-m", model], { cwd: folder })).stderr).not.toContain(
      "models-original",
    );
  });

  test.skipIf(process.platform === "win32")("and named at a terminal", async () => {
    const script = `cd '${join(folder, "below")}'; "$0" "$@"`;
    const { shown } = await inTerminal(["--raw", "-n", "2", "hi"], [], { cols: 300, script });
    expect(shown).toContain(`model ${join(folder, "models-original", "tiny")}`);
  });

  // A developer may have put a model there
  const isThere = readdirSync(join(import.meta.dir, "../../models-original")).some(
    (name) => !name.startsWith("."),
  );
  test.skipIf(isThere)(
    "in the program itself, where there is no other (models-original is empty): said in one line, with how to get one",
    async () => {
      const { stdout, stderr } = await run(args, { cwd: temporaryFolder() });
      expect(summary(stdout).model).toBe("demo");
      expect(stderr).toMatch(/^llama-nb: found no model[^\n]+--model\n$/);
    },
  );

  test("in the program itself by name, without a word", async () => {
    for (const [more, env] of [
      [["-m", "demo"], {}],
      [[], { LLAMA_NB_MODEL: "demo" }],
    ] as const) {
      const { stdout, stderr } = await run([...args, ...more], { cwd: folder, env });
      expect(summary(stdout).model).toBe("demo");
      expect(stderr).toBe("");
    }
  });
});

describe.skipIf(process.platform === "win32")(
  "a folder where others could put a model is not searched",
  () => {
    const skipped = (folder: string, why: string) =>
      `llama-nb: ${folder} is not searched for models, since ${why}; choose one in it with --model\n`;

    test("because everybody may write to it", async () => {
      const folder = home();
      const models = join(folder, "models-original");
      chmodSync(models, 0o777);
      for (const cwd of [folder, join(folder, "below")]) {
        const { stdout, stderr } = await run(args, { cwd });
        expect(summary(stdout).model).not.toBe("tiny");
        expect(stderr).toStartWith(skipped(models, "other users may write to it"));
      }
      chmodSync(models, 0o775);
      expect(summary((await run(args, { cwd: folder })).stdout).model).toBe("tiny");
    });

    test.skipIf(process.getuid?.() !== 0)(
      "because it belongs to somebody else (needs root, who may give a folder away)",
      async () => {
        const folder = home();
        const models = join(folder, "models-original");
        chownSync(models, 12_345, 12_345);
        const { stdout, stderr } = await run(args, { cwd: folder });
        expect(summary(stdout).model).not.toBe("tiny");
        expect(stderr).toStartWith(skipped(models, "it belongs to another user"));
        const named = await run([...args, "-m", join(models, "tiny")], { cwd: folder });
        expect(summary(named.stdout).model).toBe("tiny");
        expect(named.stderr).toBe("");
      },
    );

    test("and not named where no model is in it", async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, "models-original"));
      chmodSync(join(folder, "models-original"), 0o777);
      expect((await run(args, { cwd: folder })).stderr).not.toContain("not searched");
    });
  },
);
