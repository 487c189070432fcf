import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hubSettings } from "../../../src/hub/requests/settings.ts";
import { temporaryFolder } from "../../support/model-folder.ts";

describe("the endpoint", () => {
  const HOME = temporaryFolder();
  test("is Hugging Face's unless HF_ENDPOINT says another one", () => {
    expect(hubSettings({ HOME })).toEqual({ endpoint: "https://huggingface.co", token: undefined });
    expect(hubSettings({ HOME, HF_ENDPOINT: "http://127.0.0.1:8/" }).endpoint).toBe("http://127.0.0.1:8");
    expect(hubSettings({ HOME, HF_ENDPOINT: "https://hub.example/mirror/" }).endpoint).toBe(
      "https://hub.example/mirror",
    );
  });

  test.each(["hub.example", "ftp://hub.example", "https://me:secret@hub.example", "https://hub.example/?a"])(
    "%s is refused, without showing it",
    (HF_ENDPOINT) => {
      expect(() => hubSettings({ HOME, HF_ENDPOINT })).toThrow(
        /^HF_ENDPOINT is not the address of a hub; [^@?]+$/,
      );
    },
  );
});

describe("the token", () => {
  const home = temporaryFolder();
  const write = (folder: string, text: string): string => {
    mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, folder, "token"), text);
    return join(home, folder);
  };
  write(".cache/huggingface", "hf_home\n");
  const other = write("other", "hf_other\n");
  const broken = write("broken", "two words");
  write("cache/huggingface", "hf_cache");

  test.each([
    [{ HF_TOKEN: " hf_variable\n", HF_HOME: other }, "hf_variable", "HF_TOKEN"],
    [{ HF_TOKEN: "", HF_HOME: other }, "hf_other", join(other, "token")],
    [{}, "hf_home", join(home, ".cache/huggingface/token")],
    [{ XDG_CACHE_HOME: join(home, "cache") }, "hf_cache", join(home, "cache/huggingface/token")],
  ])("comes from %p", (env, value, source) => {
    expect(hubSettings({ HOME: home, ...env }).token).toEqual({ value, source });
  });

  test("is none where there is no file", () => {
    expect(hubSettings({ HOME: join(home, "nowhere") }).token).toBeUndefined();
    expect(hubSettings({ HF_HOME: write("empty", "\n") }).token).toBeUndefined();
  });

  test("is refused if it could not be sent, without showing it", () => {
    expect(() => hubSettings({ HF_HOME: broken })).toThrow(/^.*token: holds no token, since (?!.*two words)/);
    expect(() => hubSettings({ HF_TOKEN: "hf_x\r\nHost: y" })).toThrow(
      /^HF_TOKEN: holds no token, since (?!.*hf_x)/,
    );
  });
});
