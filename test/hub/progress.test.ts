import { describe, expect, test } from "bun:test";
import pc from "picocolors";
import { bytesText, timeText } from "../../src/hub/amounts.ts";
import { requireSpace } from "../../src/hub/disk/free-space.ts";
import { Progress } from "../../src/hub/progress.ts";
import { StatusLine } from "../../src/terminal/status.ts";
import { temporaryFolder } from "../support/model-folder.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 kB"],
  [12_345, "12.3 kB"],
  [999_499, "999 kB"],
  [16_060_556_376, "16.1 GB"],
  [1e15, "1.00 PB"],
  [5e18, "5000 PB"],
])("%d bytes are %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [59, "59 s"],
  [59.5, "1 min 0 s"],
  [125, "2 min 5 s"],
  [3599.5, "1 h 0 min"],
  [7321, "2 h 3 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(timeText(seconds)).toBe(text);
});

test("a disk is too small if not all of it fits", () => {
  const folder = temporaryFolder();
  requireSpace(folder, 1000, 1000);
  requireSpace(folder, 1000, undefined);
  expect(() => requireSpace(folder, 3000, 1000)).toThrow(
    `${folder}: the disk is too small: 3.00 kB are to come, and 1.00 kB are free; free 2.00 kB, or choose a folder on another disk`,
  );
  // What the system says about a folder that does not exist yet
  expect(() => requireSpace(`${folder}/a/b`, 1e18)).toThrow("the disk is too small");
  requireSpace(`${folder}/a/b`, 1);
});

describe("where there is no terminal", () => {
  const file = { path: "weights", name: "weights", size: 4_000_000 };

  test("lines come now and then, with speed and time left, and at the end of each file", async () => {
    const lines: string[] = [];
    const log = {
      error() {},
      info() {},
      notice: (line: string) => void lines.push(line),
      colors: pc.createColors(false),
      isVerbose: false,
    };
    const progress = new Progress(log, new StatusLine(false, String), false, 1.5);
    progress.begin(file.size);
    progress.receive(500_000);
    progress.loading(file, 500_000);
    await Bun.sleep(800);
    progress.receive(1_500_000);
    progress.loading(file, 2_000_000);
    while (lines.length === 0) await Bun.sleep(50);
    expect(lines[0]).toMatch(/^50 % · 2\.00 MB of 4\.00 MB · \d+ kB\/s · \d+ s left · weights$/);
    progress.whole(file);
    progress.end();
    expect(lines.slice(1)).toEqual(["weights: 4.00 MB, whole"]);
  });
});
