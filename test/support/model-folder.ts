import { afterAll } from "bun:test";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixture } from "./reference.ts";

const modelFiles = ["consolidated.00.pth", "params.json", "tokenizer.model"];

/**
 * An empty folder. It is removed after the test that makes it, or after the `describe` or file if no test runs; so do not
 * call this in `beforeAll`, at whose end it would already be removed.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "llama-nb-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the model in fixtures/tiny-llama, to be changed. */
export function modelCopy(): string {
  const folder = temporaryFolder();
  for (const name of modelFiles) copyFileSync(join(fixture("tiny-llama"), name), join(folder, name));
  return folder;
}

/** A model's folder around one of the files in fixtures/formats. */
export function formatFolder(file: string): string {
  const folder = temporaryFolder();
  const [checkpoint, ...others] = modelFiles;
  copyFileSync(join(fixture("formats"), file), join(folder, checkpoint));
  for (const name of others) copyFileSync(join(fixture("formats"), name), join(folder, name));
  return folder;
}
