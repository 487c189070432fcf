import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { loadChat, saveChat } from "../../src/chat/saved-chat.ts";
import { temporaryFolder } from "../support/model-folder.ts";

const folder = temporaryFolder();
const chat = { model: "m", system: undefined, turns: [] };
const turns = [
  { role: "user", content: "Wer bist du?\n„Ä“ 🦙" },
  { role: "assistant", content: "", ids: [1, 2] },
];

describe("a saved chat", () => {
  test("is JSON that people can read", async () => {
    const path = join(folder, "chat.json");
    await saveChat(path, { model: "m", system: undefined, turns: [turns[0]] });
    expect(readFileSync(path, "utf8")).toBe(`{
  "version": 1,
  "model": "m",
  "system": null,
  "messages": [
    {
      "role": "user",
      "content": "Wer bist du?\\n„Ä“ 🦙"
    }
  ]
}
`);
  });

  test("is the same when it is loaded, but for what belongs to the model's cache", async () => {
    const path = join(folder, "again.json");
    await saveChat(path, { model: "m", system: "S", turns: [] });
    await saveChat(path, { model: "m", system: "S", turns });
    expect(await loadChat(path)).toEqual({
      system: "S",
      turns: turns.map(({ role, content }) => ({ role, content })),
    });
  });

  test("written by hand needs a version and messages only", async () => {
    const path = join(folder, "hand.json");
    writeFileSync(path, '{"version": 1, "messages": []}');
    expect(await loadChat(path)).toEqual({ system: undefined, turns: [] });
  });

  test.each([
    ["", /is no JSON/],
    ["[]", /is no saved chat/],
    ["null", /is no saved chat/],
    ['{"messages": []}', /no version/],
    ['{"version": 2, "messages": []}', /has version 2, not 1/],
    ['{"version": 1}', /no list of messages/],
    ['{"version": 1, "system": 3, "messages": []}', /system prompt is no text/],
    ['{"version": 1, "messages": [{"role": "user", "content": "a"}, 3]}', /message 2 has the role undefined/],
    ['{"version": 1, "messages": [{"role": "system", "content": "a"}]}', /message 1 has the role "system"/],
    ['{"version": 1, "messages": [{"role": "user"}]}', /message 1 has no text/],
    ['{"version": "\\u009b2J\\u202e", "messages": []}', /has version "\\u\{9b\}2J\\u\{202e\}", not 1/],
    [
      '{"version": 1, "messages": [{"role": "\\u001b[31m\\u2028", "content": "a"}]}',
      /has the role "\\u001b\[31m\\u\{2028\}", not/,
    ],
  ])("that is none is refused in a line: %s", async (text, problem) => {
    const path = join(folder, "wrong.json");
    writeFileSync(path, text);
    await expect(loadChat(path)).rejects.toThrow(problem);
    await expect(loadChat(path)).rejects.toThrow(/wrong\.json: [^\n]*; load a file that \/save wrote$/);
    // Nor is it overwritten
    await expect(saveChat(path, { model: "m", system: undefined, turns })).rejects.toThrow(
      /choose another name/,
    );
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});

describe.skipIf(process.platform === "win32")("where a chat is saved", () => {
  const occupied = join(folder, "file");
  writeFileSync(occupied, "");
  const circle = join(folder, "circle");
  symlinkSync(circle, circle);
  const closed = join(folder, "closed");
  mkdirSync(closed);
  chmodSync(closed, 0o500);

  test.each([
    ["no folder", join(folder, "none/chat.json"), /its folder does not exist/],
    ["a file in the place of a folder", join(occupied, "chat.json"), /not a folder/],
    ["a long name", join(folder, "x".repeat(300)), /name is too long/],
    ["a link to itself", circle, /leads back to itself/],
    ["a folder", folder, /no saved chat/],
    ["a NUL in the name", join(folder, "a\0b"), /cannot be written/],
    ["a device", "/dev/null", /no saved chat/],
  ])("%s is an error in one line", async (_, path, problem) => {
    await expect(saveChat(path, chat)).rejects.toThrow(problem);
    await expect(saveChat(path, chat)).rejects.toMatchObject({ name: "FileError" });
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be written", async () => {
    await expect(saveChat(join(closed, "chat.json"), chat)).rejects.toThrow(/permissions do not allow it/);
  });

  test("an earlier chat keeps its permissions", async () => {
    const path = join(folder, "private.json");
    await saveChat(path, chat);
    chmodSync(path, 0o600);
    await saveChat(path, { ...chat, turns });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o666);
    await saveChat(path, { ...chat, turns });
    expect(statSync(path).mode & 0o777).toBe(0o666);
  });

  test.each([
    ["there", true],
    ["not there yet", false],
  ])("a link leads to the file, which is %s, and stays a link", async (name, isThere) => {
    const [link, between, target] = ["link", "between", "target"].map((each) =>
      join(folder, `${each} ${name}`),
    );
    symlinkSync(between, link);
    symlinkSync(`target ${name}`, between);
    if (isThere) await saveChat(target, chat);
    await saveChat(link, { ...chat, turns });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readlinkSync(link)).toBe(between);
    expect((await loadChat(target)).turns).toHaveLength(2);
  });
});

describe.skipIf(process.platform === "win32")(
  "what is no regular file is refused before it is opened:",
  () => {
    const pipe = join(folder, "pipe");
    Bun.spawnSync(["mkfifo", pipe]);
    const huge = join(folder, "huge");
    writeFileSync(huge, "");
    truncateSync(huge, 2 ** 40);

    test.each([
      ["a pipe", pipe, /is a pipe, not a file/],
      ["a device without an end", "/dev/zero", /is a device/],
      ["a folder", folder, /is a folder/],
      ["a file of a terabyte", huge, /too many for a chat/],
      ["nothing", join(folder, "none"), /is not there/],
    ])("%s", async (_, path, problem) => {
      await expect(loadChat(path)).rejects.toThrow(problem);
    });

    test("a signal ends the reading", async () => {
      const path = join(folder, "long.json");
      writeFileSync(path, " ".repeat(2 ** 23));
      await expect(loadChat(path, AbortSignal.abort())).rejects.toThrow(/abort/i);
    });
  },
);
