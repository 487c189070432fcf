import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { placeForModels } from "../../src/command-line/model-places.ts";
import { temporaryFolder } from "../support/model-folder.ts";

describe("new models go", () => {
  const folder = temporaryFolder();
  const make = (name: string, mode = 0o755): { folder: string } => {
    const path = join(folder, name);
    mkdirSync(path);
    chmodSync(path, mode);
    return { folder: path };
  };
  const missing = { folder: join(folder, "missing") };
  writeFileSync(join(folder, "file"), "");
  const file = { folder: join(folder, "file") };
  const first = make("first");
  const second = make("second");

  test("where they are looked for first, if it exists", () => {
    expect(placeForModels([missing, file, first, second])).toBe(first.folder);
  });

  test("into the working folder if there is no such place", () => {
    expect(placeForModels([missing, file])).toBe(join(process.cwd(), "models-original"));
  });

  test.skipIf(process.platform === "win32")(
    "where they would be found: not where everybody may write",
    () => {
      expect(placeForModels([make("open", 0o777), second])).toBe(second.folder);
    },
  );

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "where they may be written (root may write everywhere)",
    () => {
      expect(placeForModels([make("closed", 0o555), second])).toBe(second.folder);
    },
  );
});
