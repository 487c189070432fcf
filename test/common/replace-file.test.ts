import { describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../src/common/replace-file.ts";
import { temporaryFolder } from "../support/model-folder.ts";

describe("a file is replaced", () => {
  test("whole, and nothing is left beside it", () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    writeFileSync(path, "a long text");
    replaceFile(path, "short");
    expect(readFileSync(path, "utf8")).toBe("short");
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  test.skipIf(process.platform === "win32")("with the permissions asked for", () => {
    const path = join(temporaryFolder(), "file");
    replaceFile(path, "x", 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("or not at all", () => {
    const folder = temporaryFolder();
    // A name that a file cannot take the place of
    mkdirSync(join(folder, "taken/full"), { recursive: true });
    expect(() => replaceFile(join(folder, "taken"), "x")).toThrow();
    expect(() => replaceFile(join(folder, "none/file"), "x")).toThrow();
    expect(readdirSync(folder)).toEqual(["taken"]);
  });
});
