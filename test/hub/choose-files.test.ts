import { describe, expect, test } from "bun:test";
import { chooseFiles } from "../../src/hub/choose-files.ts";

const repository = "some/model";
const chosen = (paths: string[], choice?: string) => {
  const files = paths.map((path) => ({ path, size: 1 }));
  const { format, folder, files: found } = chooseFiles(files, { repository, choice });
  return { format, folder, paths: found.map(({ path }) => path), names: found.map(({ name }) => name) };
};
const refusal = (paths: string[], choice?: string): string => {
  try {
    chosen(paths, choice);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was refused";
};

const meta = ["params.json", "tokenizer.model", "consolidated.00.pth"];
const huggingFaces = [
  "config.json",
  "generation_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "model.safetensors",
];

describe("without a choice", () => {
  test("Meta's files come before all others, from original or from the root", () => {
    const original = [...meta, "consolidated.01.pth"].map((name) => `original/${name}`);
    const noise = ["README.md", "original/README.md", "original/deep/params.json", ".gitattributes"];
    expect(chosen([...huggingFaces, ...original, ...noise])).toEqual({
      format: "Meta's files",
      folder: "some--model",
      paths: original,
      names: [...meta, "consolidated.01.pth"],
    });
    expect(chosen([...meta, "README.md"]).paths).toEqual(meta);
  });

  test("Meta's files must all be there", () => {
    expect(chosen([...huggingFaces, "original/params.json", "original/consolidated.00.pth"]).format).toBe(
      "safetensors",
    );
  });

  test("safetensors come with their configuration, in one file or many", () => {
    const noise = [
      "README.md",
      "pytorch_model.bin",
      "onnx/model.onnx",
      "runs/config.json",
      "merges.txt",
      "x.gguf",
    ];
    expect(chosen([...huggingFaces, "chat_template.jinja", ...noise])).toMatchObject({
      format: "safetensors",
      folder: "some--model",
    });
    expect(chosen([...huggingFaces, "chat_template.jinja", ...noise]).paths.sort()).toEqual(
      [...huggingFaces, "chat_template.jinja"].sort(),
    );
    const shards = [
      "config.json",
      "model.safetensors.index.json",
      "model-00001-of-00002.safetensors",
      "model-00002-of-00002.safetensors",
    ];
    expect(chosen([...shards, "consolidated.safetensors"]).paths).toEqual(shards);
    expect(chosen([...huggingFaces, "model.fp16.safetensors"]).paths).not.toContain("model.fp16.safetensors");
  });

  test("a shard that is missing is said", () => {
    expect(refusal(["config.json", "model-00001-of-00002.safetensors"])).toBe(
      "some/model: has 1 of 2 parts of its weights; choose another repository, or tell its owner",
    );
  });

  test("a GGUF file is taken if it is the only one", () => {
    expect(chosen(["README.md", "model-Q8_0.gguf", "mmproj-model-f16.gguf"])).toMatchObject({
      format: "GGUF",
      folder: "some--model--Q8_0",
      names: ["model-Q8_0.gguf"],
    });
  });

  test("several GGUF files are named, with what to write", () => {
    expect(refusal(["m-Q4_K_M.gguf", "m-Q8_0.gguf", "m.gguf"])).toBe(
      "some/model: has 3 GGUF models: there are Q4_K_M, Q8_0, m.gguf; choose one, such as some/model:Q4_K_M",
    );
  });

  test("what is there instead of a model is named", () => {
    expect(refusal(["README.md", "adapter_model.safetensors"])).toContain(
      "only README.md, adapter_model.safetensors;",
    );
    expect(refusal([])).toContain("has no files");
  });
});

describe("with a choice", () => {
  const ggufs = [
    "m-Q4_K_M.gguf",
    "m-Q4_K_S.gguf",
    "m-UD-Q4_K_M.gguf",
    "m.f16.gguf",
    "Q6_K/m-Q6_K-00001-of-00002.gguf",
    "Q6_K/m-Q6_K-00002-of-00002.gguf",
    "IQ2_XS/weights.gguf",
    "m-imatrix.gguf",
  ];

  test.each([
    ["Q4_K_M", ["m-Q4_K_M.gguf"], "some--model--Q4_K_M"],
    ["q4_k_s", ["m-Q4_K_S.gguf"], "some--model--Q4_K_S"],
    ["UD-Q4_K_M", ["m-UD-Q4_K_M.gguf"], "some--model--UD-Q4_K_M"],
    ["F16", ["m.f16.gguf"], "some--model--F16"],
    ["m.f16.gguf", ["m.f16.gguf"], "some--model--F16"],
    ["Q6_K", ["Q6_K/m-Q6_K-00001-of-00002.gguf", "Q6_K/m-Q6_K-00002-of-00002.gguf"], "some--model--Q6_K"],
    [
      "m-Q6_K-00002-of-00002.gguf",
      ["Q6_K/m-Q6_K-00001-of-00002.gguf", "Q6_K/m-Q6_K-00002-of-00002.gguf"],
      "some--model--Q6_K",
    ],
    [
      "Q6_K/m-Q6_K-00001-of-00002.gguf",
      ["Q6_K/m-Q6_K-00001-of-00002.gguf", "Q6_K/m-Q6_K-00002-of-00002.gguf"],
      "some--model--Q6_K",
    ],
    ["IQ2_XS", ["IQ2_XS/weights.gguf"], "some--model--IQ2_XS"],
  ])("%s is found, also beside other formats", (choice, paths, folder) => {
    expect(chosen([...huggingFaces, ...ggufs], choice)).toMatchObject({ format: "GGUF", paths, folder });
  });

  test("a part of a quantization's name is not enough", () => {
    expect(refusal(ggufs, "4_K_M")).toContain("has no GGUF model 4_K_M: there are F16, IQ2_XS, Q4_K_M,");
    expect(refusal(ggufs, "Q4_K_")).toContain("has no GGUF model Q4_K_");
    expect(refusal(ggufs, "Q4_K_N")).toEndWith("choose one, such as some/model:Q4_K_M");
  });

  test("two files of a quantization are told apart by their names", () => {
    const two = ["a-Q8_0.gguf", "b-Q8_0.gguf"];
    expect(refusal(two, "Q8_0")).toContain(
      "has 2 GGUF models that Q8_0 could mean: there are a-Q8_0.gguf, b-Q8_0.gguf;",
    );
    expect(chosen(two, "b-Q8_0.gguf")).toMatchObject({
      paths: ["b-Q8_0.gguf"],
      folder: "some--model--b-Q8_0",
    });
  });

  test("a part of a split file that is missing is said", () => {
    expect(refusal(["m-Q8_0-00001-of-00003.gguf", "m-Q8_0-00003-of-00003.gguf"], "Q8_0")).toContain(
      "m-Q8_0.gguf has 3 parts, but only 2 are there",
    );
  });

  test("a repository without GGUF files is told apart", () => {
    expect(refusal(huggingFaces, "Q8_0")).toContain("has no GGUF file, so there is no Q8_0");
  });
});

describe("names from the hub are not trusted", () => {
  test.each(["../m.gguf", "a/../m.gguf", "/m.gguf", "a//m.gguf", "./m.gguf"])(
    "%s is never asked for",
    (path) => {
      expect(refusal([path])).toContain("has none of the files");
    },
  );

  test.each([
    "a\\..\\m.gguf",
    "C:m.gguf",
    "CON.gguf",
    "lpt1.x.gguf",
    ".m.gguf",
    "m\x1b[31m.gguf",
    "m\n.gguf",
    "m\u202e.gguf",
    'm".gguf',
    "m?.gguf",
    `${"m".repeat(200)}.gguf`,
    " m.gguf",
  ])("%j is not stored", (path) => {
    const message = refusal([path]);
    expect(message).toContain("which is not safe to store");
    expect(message).not.toMatch(/[\x00-\x1f\u202e]/);
  });
});
