import { expect } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCheckpoint } from "../../../src/checkpoint/checkpoint.ts";
import type { TensorInfo } from "../../../src/checkpoint/tensor-info.ts";
import { FileError } from "../../../src/common/errors.ts";

/** Makes a folder, hands it to `use` and removes it again. */
export function withFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "llama-nb-test-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tensors of a folder whose consolidated.00.pth has these bytes. */
export function tensorsOf(file: Uint8Array): ReadonlyMap<string, TensorInfo> {
  return withFolder((folder) => {
    writeFileSync(join(folder, "consolidated.00.pth"), file);
    return readCheckpoint(folder).tensors;
  });
}

/** Expects one line by FileError that names the file and says what is wrong and what to do. */
export function expectRefusal(act: () => unknown, file: string, mention: RegExp): void {
  let refusal: unknown;
  try {
    act();
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(FileError);
  const { message } = refusal as FileError;
  expect(message).toMatch(mention);
  expect(message).toContain(`${file}: `);
  expect(message).toContain("; ");
  expect(message).not.toMatch(/[\x00-\x1f\x7f]/);
  expect(message.length).toBeLessThan(600);
}

/** Expects that no tensors are read from a consolidated.00.pth of these bytes. */
export function expectRefused(file: Uint8Array, mention: RegExp): void {
  expectRefusal(() => tensorsOf(file), "consolidated.00.pth", mention);
}
