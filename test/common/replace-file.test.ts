import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

  test.skipIf(process.platform === "win32")("and keeps its own permissions", () => {
    const path = join(temporaryFolder(), "file");
    for (const mode of [0o600, 0o640, 0o666, 0o400]) {
      writeFileSync(path, "old");
      chmodSync(path, mode);
      replaceFile(path, "new");
      expect(statSync(path).mode & 0o777).toBe(mode);
      chmodSync(path, 0o600);
    }
  });

  test.skipIf(process.platform === "win32")("where a link leads, and the link stays", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "elsewhere"));
    const target = join(folder, "elsewhere/file");
    symlinkSync("elsewhere/file", join(folder, "link"));
    symlinkSync("link", join(folder, "link to it"));
    for (const text of ["new", "replaced"]) {
      replaceFile(join(folder, "link to it"), text);
      expect(readFileSync(target, "utf8")).toBe(text);
    }
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, "elsewhere"))).toEqual(["file"]);
  });

  test.skipIf(process.platform === "win32")("even with a name as long as names can be", () => {
    const path = join(temporaryFolder(), "x".repeat(255));
    replaceFile(path, "text");
    expect(readFileSync(path, "utf8")).toBe("text");
  });

  test.skipIf(process.platform === "win32")("unless a link leads back to itself", () => {
    const path = join(temporaryFolder(), "loop");
    symlinkSync(path, path);
    expect(() => replaceFile(path, "x")).toThrow(/ELOOP/);
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
