import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixture } from "./reference.ts";

const made: string[] = [];
process.on("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that goes when the tests end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "llama-nb-test-"));
  made.push(folder);
  return folder;
}

/** A model's folder around one of the files in fixtures/formats. */
export function formatFolder(file: string): string {
  const folder = temporaryFolder();
  copyFileSync(join(fixture("formats"), file), join(folder, "consolidated.00.pth"));
  for (const name of ["params.json", "tokenizer.model"]) {
    copyFileSync(join(fixture("formats"), name), join(folder, name));
  }
  return folder;
}
