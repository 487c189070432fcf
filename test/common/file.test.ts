import { describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readBytes, withFile } from "../../src/common/file.ts";
import { expectRefusal, withFolder } from "../checkpoint/hostile/folders.ts";

const isWindows = process.platform === "win32";
const isRoot = process.getuid?.() === 0;

test("bytes come from where they are asked for", () => {
  withFolder((folder) => {
    const path = join(folder, "file");
    writeFileSync(path, "0123456789");
    withFile(path, (file) => {
      expect(file).toMatchObject({ path, size: 10 });
      expect(Buffer.from(readBytes(file, 3, 4)).toString()).toBe("3456");
      expect(readBytes(file, 10, 0)).toHaveLength(0);
    });
  });
});

test("a file that shrinks while it is read is refused", () => {
  withFolder((folder) => {
    const path = join(folder, "file");
    writeFileSync(path, "0123456789");
    withFile(path, (file) => {
      truncateSync(path, 5);
      expectRefusal(() => readBytes(file, 3, 4), "file", /ends too soon, at byte 5/);
    });
  });
});

describe("what is not a file is refused, and is never opened:", () => {
  const cases: [what: string, make: (path: string) => void, mention: RegExp][] = [
    ["nothing", () => {}, /is not there/],
    ["a folder", (path) => mkdirSync(path), /is a folder, not a file/],
    [
      "a link to nothing",
      (path) => symlinkSync("nothing", path),
      /is a link to a file that does not exist; correct the link/,
    ],
    ["a link to itself", (path) => symlinkSync(path, path), /is a link that leads back to itself/],
    ["a link to a folder", (path) => symlinkSync("..", path), /is a folder, not a file/],
  ];
  const unixOnly: typeof cases = [
    ["a pipe", (path) => spawnSync("mkfifo", [path]), /is a pipe, not a file/],
    [
      "a link to a device that never ends",
      (path) => symlinkSync("/dev/zero", path),
      /is a device or a socket, not a file/,
    ],
    ["a link to a terminal", (path) => symlinkSync("/dev/tty", path), /is a device or a socket, not a file/],
  ];
  test.each(isWindows ? cases : [...cases, ...unixOnly])("%s", (_what, make, mention) => {
    withFolder((folder) => {
      const path = join(folder, "file");
      make(path);
      expectRefusal(() => withFile(path, () => {}), "file", mention);
    });
  });

  test("a file in a folder's place", () => {
    withFolder((folder) => {
      writeFileSync(join(folder, "file"), "");
      expectRefusal(
        () => withFile(join(folder, "file", "inner"), () => {}),
        "inner",
        /is not a folder, or not in one/,
      );
    });
  });

  test.skipIf(isWindows || isRoot)(
    "a file that may not be read (skipped for root, who can read all files)",
    () => {
      withFolder((folder) => {
        const path = join(folder, "file");
        writeFileSync(path, "secret");
        chmodSync(path, 0o000);
        expectRefusal(() => withFile(path, () => {}), "file", /may not be read; change its permissions/);
      });
    },
  );
});
