import { describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadChat, saveChat } from "../../src/chat/saved-chat.ts";
import { temporaryFolder } from "../support/model-folder.ts";

const folder = temporaryFolder();
const turns = [
  { role: "user", content: "Wer bist du?\n„Ä“ 🦙" },
  { role: "assistant", content: "", ids: [1, 2] },
];

describe("a saved chat", () => {
  test("is JSON that people can read", () => {
    const path = join(folder, "chat.json");
    saveChat(path, { model: "m", system: undefined, turns: [turns[0]] });
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

  test("is the same when it is loaded, but for what belongs to the model's cache", () => {
    const path = join(folder, "again.json");
    saveChat(path, { model: "m", system: "S", turns: [] });
    saveChat(path, { model: "m", system: "S", turns });
    expect(loadChat(path)).toEqual({
      system: "S",
      turns: turns.map(({ role, content }) => ({ role, content })),
    });
  });

  test("written by hand needs a version and messages only", () => {
    const path = join(folder, "hand.json");
    writeFileSync(path, '{"version": 1, "messages": []}');
    expect(loadChat(path)).toEqual({ system: undefined, turns: [] });
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
  ])("that is none is refused in a line: %s", (text, problem) => {
    const path = join(folder, "wrong.json");
    writeFileSync(path, text);
    expect(() => loadChat(path)).toThrow(problem);
    expect(() => loadChat(path)).toThrow(/wrong\.json: [^\n]*; load a file that \/save wrote$/);
    // Nor is it overwritten
    expect(() => saveChat(path, { model: "m", system: undefined, turns })).toThrow(/choose another name/);
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  test.skipIf(process.platform === "win32")("does not take the place of a device", () => {
    expect(() => saveChat("/dev/null", { model: "m", system: undefined, turns })).toThrow(/no saved chat/);
  });
});
