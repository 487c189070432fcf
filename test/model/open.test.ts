import { describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isModelFolder, openModel, openTokenizer } from "../../src/model/open.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";

const tiny = fixture("tiny-llama");

describe("a model is opened by", () => {
  test("the folder of Meta's files", () => {
    const { name, config, tensors } = openModel(tiny);
    expect(name).toBe("tiny-llama");
    expect(config).toMatchObject({ dim: 128, nLayers: 3, nHeads: 8, nKvHeads: 2, vocabSize: 768 });
    expect(tensors.get("layers.2.ffn_norm.weight")?.shape).toEqual([128]);
  });

  test("a consolidated.00.pth in it", () => {
    expect(openModel(join(tiny, "consolidated.00.pth"))).toEqual(openModel(tiny));
  });

  test("a folder whose original/ holds them, as on Hugging Face", () => {
    const folder = join(temporaryFolder(), "Llama-3.1-8B-Instruct");
    cpSync(tiny, join(folder, "original"), { recursive: true });
    writeFileSync(join(folder, "config.json"), "{}");
    expect(openModel(folder)).toMatchObject({ name: "Llama-3.1-8B-Instruct" });
    expect(openTokenizer(folder).vocabSize).toBe(768);
    expect(isModelFolder(folder)).toBe(true);
  });
});

describe("what is no model of Meta's is refused with what it is:", () => {
  const gguf = Buffer.concat([Buffer.from("GGUF"), Buffer.alloc(64)]);
  const cases: [string, Record<string, string | Uint8Array>, string, RegExp][] = [
    ["a GGUF file", { "a.gguf": gguf }, "a.gguf", /a\.gguf: is a GGUF file; .+/],
    ["a folder of GGUF files", { "a.gguf": gguf }, "", /holds a model in llama\.cpp's format \(GGUF\); .+/],
    [
      "Hugging Face's folder",
      { "config.json": "{}", "model.safetensors": "x" },
      "",
      /holds a model in Hugging Face's format \(safetensors\); .+/,
    ],
    ["an empty folder", {}, "", /holds no model; a model's folder holds consolidated\.00\.pth, .+/],
    ["nothing", {}, "none", /none: is not there; a model's folder holds .+/],
    ["a web page", { "index.html": "<!doctype html>" }, "index.html", /is a web page, .+/],
  ];
  test.each(cases)("%s", (_, files, path, message) => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    expect(() => openModel(join(folder, path))).toThrow(message);
    expect(isModelFolder(folder)).toBe(false);
  });
});
