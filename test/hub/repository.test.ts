import { expect, test } from "bun:test";
import { UsageError } from "../../src/common/errors.ts";
import { folderName, parseRepository } from "../../src/hub/repository.ts";

test.each([
  ["meta-llama/Llama-3.2-1B", { repository: "meta-llama/Llama-3.2-1B", choice: undefined }],
  ["a/b", { repository: "a/b", choice: undefined }],
  ["a_b/c.d:Q4_K_M", { repository: "a_b/c.d", choice: "Q4_K_M" }],
  ["a/b:dir/model-00001-of-00002.gguf", { repository: "a/b", choice: "dir/model-00001-of-00002.gguf" }],
])("%s is a repository", (text, expected) => {
  expect(parseRepository(text)).toEqual(expected);
});

test.each([
  "",
  "gpt2",
  "a/b/c",
  "a/",
  "/b",
  "../b",
  "a/..",
  "-a/b",
  "a/b-",
  "a--b/c",
  "a..b/c",
  "a/b.git",
  "a b/c",
  "a/b\n",
  "a/b:",
  "a/b: ",
  "a/b:x y",
  "a/b:\x1b[1m",
  "ä/b",
  `a/${"b".repeat(96)}`,
  "C:\\models\\x",
])("%j is none", (text) => {
  expect(() => parseRepository(text)).toThrow(UsageError);
});

test.each([
  ["https://huggingface.co/meta-llama/Llama-3.2-1B", "meta-llama/Llama-3.2-1B"],
  ["https://huggingface.co/a/b/tree/main", "a/b"],
  ["hf.co/a/b:Q4_0", "a/b:Q4_0"],
])("the address %s is none, but it is said what is meant", (text, meant) => {
  expect(() => parseRepository(text)).toThrow(`did you mean ${meant}?`);
});

test("a folder is named after a repository, and no two have the same one", () => {
  expect(folderName("meta-llama/Llama-3.2-1B")).toBe("meta-llama--Llama-3.2-1B");
  expect(folderName("a/b", "Q4_0")).toBe("a--b--Q4_0");
});
