import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture, readReference } from "../support/reference.ts";
import { run } from "../support/run.ts";

// A busy machine may take longer than bun's five seconds
setDefaultTimeout(60_000);

const model = fixture("tiny-llama");
const { reference, array } = readReference("tiny-llama");
const [bos, , seven] = reference.prompts;
const ids = seven.ids.join(",");

const lines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("an answer", () => {
  test("is text on stdout and nothing else, when piped", async () => {
    const { code, stdout, stderr } = await run(["-m", model, "--ids", String(bos.ids[0]), "-n", "48"]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${bos.greedy_text}\n`, stderr: "" });
  });

  test("as JSON has the ids, probabilities and a summary", async () => {
    const { stdout } = await run([
      "-m",
      model,
      "--ids",
      ids,
      "-n",
      "6",
      "--json",
      "--top-logprobs",
      "3",
      "-t",
      "2",
    ]);
    const [first, ...rest] = lines(stdout);
    const summary = rest.pop();
    expect([first, ...rest].map(({ id }) => id)).toEqual(seven.greedy.slice(0, 6));
    const logits = [...array(seven.logits)];
    const normalizer = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    expect(first.logprob).toBeCloseTo(logits[first.id] - normalizer, 4);
    expect(first.top.map(({ id }: { id: number }) => id)).toEqual(
      logits
        .map((_, id) => id)
        .sort((a, b) => logits[b] - logits[a])
        .slice(0, 3),
    );
    expect(summary).toMatchObject({
      type: "summary",
      promptTokens: 7,
      generatedTokens: 6,
      stopReason: "max_tokens",
      model: "tiny-llama",
      threads: 2,
    });
  });

  test("as JSON has whole characters only, and what never became whole at the end", async () => {
    const { stdout } = await run(["-m", model, "--ids", String(bos.ids[0]), "-n", "48", "--json"]);
    const text = lines(stdout)
      .map(({ text = "" }) => text)
      .join("");
    expect(text).toBe(bos.greedy_text);
  });

  test("with -v tells on stderr what was found and how fast it ran, coloured only if asked", async () => {
    const args = ["-m", model, "-s", "Be\x1b brief.", "-n", "3", "-v", "Hello"];
    const { stderr } = await run(args);
    expect(stderr).toMatch(/^files: .*tiny-llama, PyTorch's zip format, little-endian\n/);
    expect(stderr).toContain("weights: 30 tensors, 836,480 parameters, 1.67 MB, held as ram\n");
    expect(stderr).toContain(
      "network: 3 layers, dim 128, 8 query heads, 2 key and value heads of 16, hidden dim 448\n",
    );
    expect(stderr).toContain("vocabulary: 512 tokens and 256 special ones\n");
    expect(stderr).toContain("  | Be\\u{1b} brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n");
    expect(stderr).toMatch(/tok\/s/);
    expect((await run([...args, "--color", "always"])).stderr).toContain("\x1b[");
  });

  test("sampled with a seed repeats itself", async () => {
    const sample = (seed: string) =>
      run(["-m", model, "--raw", "-n", "20", "--temp", "1", "--seed", seed, "Hello"]);
    const [a, b, c] = await Promise.all([sample("1"), sample("1"), sample("2")]);
    expect(a.stdout).toBe(b.stdout);
    expect(a.stdout).not.toBe(c.stdout);
  });
});

describe("the prompt", () => {
  const folder = temporaryFolder();
  const file = join(folder, "prompt.txt");
  writeFileSync(file, "The wind turned\r\n");
  const args = ["-m", model, "--raw", "-n", "5", "--json"];
  const tokens = async (more: string[], stdin = "") =>
    (await run([...args, ...more], { stdin })).stdout.split("\n")[0];

  test("may come by word, flag, file and pipe", async () => {
    const want = await tokens(["The wind turned"]);
    expect(want).toContain('"type":"token"');
    expect(await tokens(["-p", "The wind turned"])).toBe(want);
    expect(await tokens(["--file", file])).toBe(want);
    expect(await tokens([], "The wind turned\n")).toBe(want);
    expect(await tokens(["-"], "The wind turned")).toBe(want);
  });

  test("from a pipe comes before the one on the command line", async () => {
    expect(await tokens(["turned"], "The wind")).toBe(await tokens(["The wind\n\nturned"]));
  });
});

describe("what cannot be done is one line, with the right exit code", () => {
  const empty = temporaryFolder();
  test.each<[string, number, string[], RegExp]>([
    ["unknown flag", 2, ["--modle", model, "x"], /--modle.*--model\?/],
    ["unknown short flag", 2, ["-z"], /-z/],
    ["flag without value", 2, ["-n"], /--max-tokens/],
    ["value for a switch", 2, ["--raw=yes", "x"], /--raw/],
    ["negative count", 2, ["-n", "-3", "x"], /max-tokens.*-3/],
    ["unquoted prompt", 2, ["why", "so"], /quotes/],
    ["two prompts", 2, ["-p", "a", "b"], /twice/],
    ["no prompt", 2, ["-m", model], /stdin/],
    ["ids that are none", 2, ["--ids", "1,a"], /"a"/],
    ["id outside the vocabulary", 2, ["-m", model, "--ids", "768"], /768/],
    ["system prompt without a chat", 2, ["--raw", "-s", "x", "y"], /--system/],
    ["probabilities without JSON", 2, ["--top-logprobs", "3", "x"], /--json/],
    ["top-p of zero", 2, ["--top-p", "0", "x"], /top-p/],
    ["no such file or folder", 1, ["-m", join(empty, "none"), "x"], /none.*no such file or folder/],
    ["empty folder", 1, ["-m", empty, "x"], /params\.json/],
    ["no such prompt file", 1, ["-m", model, "-f", join(empty, "none.txt")], /none\.txt/],
    ["prompt too long", 1, ["-m", model, "-c", "3", "--ids", ids], /7 tokens.*3/],
  ])("%s", async (_, code, args, mention) => {
    const result = await run(args);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe("");
    expect(result.stderr).toMatch(mention);
    expect(result.stderr).toMatch(/^llama-nb: [^\n]+\n$/);
  });
});

describe("models are found", () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "models-original"));
  mkdirSync(join(home, "below"));
  symlinkSync(model, join(home, "models-original/tiny"));
  const args = ["--raw", "-n", "2", "--json", "hi"];
  const named = async (cwd: string, env = {}) => {
    return lines((await run(args, { cwd, env })).stdout).at(-1).model;
  };

  test("in and above the working folder", async () => {
    expect(await named(home)).toBe("tiny");
    expect(await named(join(home, "below"))).toBe("tiny");
  });

  test("by the environment, first", async () => {
    expect(await named(home, { LLAMA_NB_MODEL: model })).toBe("tiny-llama");
  });

  // Who works on the program may have put a model there
  const isThere = readdirSync(join(import.meta.dir, "../../models-original")).some(
    (name) => !name.startsWith("."),
  );
  test.skipIf(isThere)(
    "in the program itself, where there is no other (models-original is empty): said in one line, with how to get one",
    async () => {
      const { stdout, stderr } = await run(args, { cwd: temporaryFolder() });
      expect(lines(stdout).at(-1).model).toBe("demo");
      expect(stderr).toMatch(/^llama-nb: found no model[^\n]+--model\n$/);
    },
  );

  test("in the program itself by name, without a word", async () => {
    for (const [more, env] of [
      [["-m", "demo"], {}],
      [[], { LLAMA_NB_MODEL: "demo" }],
    ] as const) {
      const { stdout, stderr } = await run([...args, ...more], { cwd: home, env });
      expect(lines(stdout).at(-1).model).toBe("demo");
      expect(stderr).toBe("");
    }
  });
});
