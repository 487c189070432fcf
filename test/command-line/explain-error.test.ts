import { expect, test } from "bun:test";
import { explainError } from "../../src/command-line/explain-error.ts";
import { UserError } from "../../src/common/errors.ts";
import { fixture } from "../support/reference.ts";

test("a problem and its remedy are one line", () => {
  expect(explainError(new UserError("too\nlong", 1, { remedy: "plain engine" }))).toBe(
    "too\\u{a}long; use --engine typescript",
  );
});

test("a larger context is recommended only if the model has one", () => {
  const error = new UserError("too long", 1, { remedy: "larger context" });
  expect(explainError(error)).toBe("too long; shorten it");
  expect(explainError(error, { context: 512, maxContext: 2048 })).toMatch(/larger --context, up to 2048$/);
  expect(explainError(error, { context: 2048, maxContext: 2048 })).not.toContain("larger");
});

test.skipIf(process.platform !== "linux")("ulimit -v is named when it is why memory is short", async () => {
  const script = 'ulimit -v 3000000 && exec "$0" src/main.ts -m "$1" --raw -n 1 hi';
  const child = Bun.spawn(["bash", "-c", script, process.execPath, fixture("tiny-llama")], {
    stderr: "pipe",
    stdin: null,
  });
  const message = await new Response(child.stderr).text();
  expect(message).toMatch(/^llama-nb: [^\n]*memory[^\n]*; ulimit -v allows 3\.1 GB of addresses[^\n]*\n$/);
  expect(await child.exited).toBe(1);
});
