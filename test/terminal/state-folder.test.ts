import { describe, expect, test } from "bun:test";
import { stateFolder } from "../../src/terminal/state-folder.ts";

describe.skipIf(process.platform === "win32")("what the program remembers lies", () => {
  test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, string | undefined]>([
    ["where XDG says", "linux", { HOME: "/h", XDG_STATE_HOME: "/s" }, "/s/llama-nb"],
    ["in its default otherwise", "linux", { HOME: "/h" }, "/h/.local/state/llama-nb"],
    // The specification: "if an implementation encounters a relative path … ignore it"
    [
      "in its default for a relative path",
      "linux",
      { HOME: "/h", XDG_STATE_HOME: "s" },
      "/h/.local/state/llama-nb",
    ],
    ["in the library of a Mac", "darwin", { HOME: "/h" }, "/h/Library/Application Support/llama-nb"],
    ["in the local data of Windows", "win32", { LOCALAPPDATA: "/l", HOME: "/h" }, "/l/llama-nb"],
    ["nowhere without a home", "linux", {}, undefined],
    ["nowhere with an empty one", "darwin", { HOME: "" }, undefined],
    ["nowhere in a bare Windows", "win32", { HOME: "/h" }, undefined],
  ])("%s", (_, platform, env, folder) => {
    expect(stateFolder(platform, env)).toBe(folder);
  });
});
