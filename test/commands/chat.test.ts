import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture, readReference } from "../support/reference.ts";
import { run } from "../support/run.ts";

// A busy machine may take longer than bun's five seconds
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

  test("that is drawn tells its seed, which repeats it", async () => {
    const args = ["-m", model, "--raw", "-n", "20", "--temp", "1", "Hello"];
    const answer = lines((await run([...args, "--json"])).stdout);
    const { seed } = answer.at(-1);
    expect(seed).toBeInteger();
    const again = await run([...args, "--seed", String(seed), "--json", "-v"]);
    const ids = (each: { id?: number }[]) => each.map(({ id }) => id);
    expect(ids(lines(again.stdout))).toEqual(ids(answer));
    expect(again.stderr).toContain(`\nseed ${seed} · `);
    const other = lines((await run([...args, "--json"])).stdout);
    expect(other.at(-1).seed).not.toBe(seed);
  });

  test("that is not drawn has no seed", async () => {
    for (const greedy of [[], ["--temp", "2", "--top-k", "1"]]) {
      const { stdout, stderr } = await run(["-m", model, "-n", "2", "--json", "-v", ...greedy, "Hello"]);
      expect(lines(stdout).at(-1)).not.toHaveProperty("seed");
      expect(stderr).not.toContain("seed");
    }
  });

  test("has no special tokens, however high the temperature", async () => {
    // Of the 768 tokens a third are special ones; at this temperature all are equally likely
    const args = ["-m", model, "--raw", "-n", "200", "--temp", "1000", "--json", "Hello"];
    const drawn = await Promise.all(["1", "2", "3"].map((seed) => run([...args, "--seed", seed])));
    const ids = drawn.flatMap(({ stdout }) => lines(stdout).slice(0, -1)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(Math.max(...ids)).toBeLessThan(768 - 256);
  });

  test("sampled with a seed repeats itself", async () => {
    const sample = (seed: string) =>
      run(["-m", model, "--raw", "-n", "20", "--temp", "1", "--seed", seed, "Hello"]);
    const [a, b, c] = await Promise.all([sample("1"), sample("1"), sample("2")]);
    expect(a.stdout).toBe(b.stdout);
    expect(a.stdout).not.toBe(c.stdout);
  });
});

describe("an answer is kept from repeating itself", () => {
  const answer = async (...more: string[]): Promise<number[]> => {
    const args = ["-m", model, "--ids", String(bos.ids[0]), "-n", "60", "--json", ...more];
    return lines((await run(args)).stdout)
      .slice(0, -1)
      .map(({ id }) => id);
  };

  test("by penalties that grow, greedily too", async () => {
    const distinct = async (...more: string[]) => new Set(await answer(...more)).size;
    const without = await distinct();
    const all = ["--repeat-last-n", "-1"];
    expect(await distinct("--repeat-penalty", "1.5", ...all)).toBeGreaterThan(without);
    expect(await distinct("--frequency-penalty", "2", ...all)).toBeGreaterThan(without);
    expect(await distinct("--presence-penalty", "2", ...all)).toBeGreaterThan(without);
  });

  test("and not by penalties of nothing", async () => {
    const off = ["--repeat-penalty", "1", "--presence-penalty", "0", "--frequency-penalty", "0"];
    expect(await answer(...off)).toEqual(await answer());
    expect(await answer("--repeat-penalty", "2", "--repeat-last-n", "0")).toEqual(await answer());
  });

  test("while its log probabilities stay those of the model", async () => {
    const args = ["-m", model, "--ids", ids, "-n", "1", "--json", "--presence-penalty", "2"];
    const [{ id, logprob }] = lines((await run(args)).stdout);
    const logits = [...array(seven.logits)];
    const normalizer = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    expect(logprob).toBeCloseTo(logits[id] - normalizer, 4);
  });
});

describe("an answer ends before a stop text", () => {
  const args = ["-m", "demo", "Tell me a story."];

  test("as text and as JSON, whatever its tokens", async () => {
    const whole = (await run(args)).stdout;
    const [first, second] = [whole.indexOf(". "), whole.indexOf("e")];
    expect((await run([...args, "--stop", ". "])).stdout).toBe(`${whole.slice(0, first)}\n`);
    expect((await run([...args, "--stop", ". ", "--stop", "e"])).stdout).toBe(
      `${whole.slice(0, Math.min(first, second))}\n`,
    );
    const json = lines((await run([...args, "--json", "--stop", ". "])).stdout);
    const summary = json.pop();
    expect(json.map(({ text }) => text).join("")).toBe(whole.slice(0, first));
    expect(summary).toMatchObject({ stopReason: "stop_text", generatedTokens: json.length });
  });

  test("unless none comes", async () => {
    expect(await run([...args, "--stop", "no such words"])).toEqual(await run(args));
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
    ["prompt flag twice", 2, ["-p", "a", "-p", "b"], /--prompt is given twice/],
    ["file twice", 2, ["-f", "a", "--file=b"], /--file is given twice/],
    ["ids twice", 2, ["--ids", "1", "--ids", "2"], /--ids is given twice/],
    ["ids and a word", 2, ["-m", model, "--ids", "1", "hi"], /twice, by --ids and by a text/],
    ["ids and a text", 2, ["-m", model, "--ids", "1", "-p", "hi"], /twice, by --ids and by a text/],
    ["ids and a file", 2, ["-m", model, "--ids", "1", "-f", "x"], /twice, by --ids and by a text/],
    ["quiet and verbose", 2, ["-q", "-v", "hi"], /--quiet and --verbose contradict/],
    ["a stop text that is empty", 2, ["--stop", "", "hi"], /--stop ""/],
    ["repeat penalty of zero", 2, ["--repeat-penalty", "0", "hi"], /--repeat-penalty "0".*above 0/],
    ["presence penalty too large", 2, ["--presence-penalty", "3", "hi"], /--presence-penalty "3".*at most 2/],
    [
      "frequency penalty too small",
      2,
      ["--frequency-penalty", "-3", "hi"],
      /--frequency-penalty "-3".*least -2/,
    ],
    ["last tokens below -1", 2, ["--repeat-last-n", "-2", "hi"], /--repeat-last-n "-2"/],
    ["ids that are none", 2, ["--ids", "1,a"], /"a"/],
    ["id outside the vocabulary", 2, ["-m", model, "--ids", "768"], /768/],
    ["system prompt without a chat", 2, ["--raw", "-s", "x", "y"], /--system/],
    ["probabilities without JSON", 2, ["--top-logprobs", "3", "x"], /--json/],
    ["top-p of zero", 2, ["--top-p", "0", "x"], /top-p/],
    ["no such file or folder", 1, ["-m", join(empty, "none"), "x"], /none.*no such file or folder/],
    ["empty folder", 1, ["-m", empty, "x"], /params\.json/],
    ["no such prompt file", 1, ["-m", model, "-f", join(empty, "none.txt")], /none\.txt/],
    [
      "prompt too long",
      1,
      ["-m", model, "-c", "3", "--ids", ids],
      /7 tokens.*3; shorten it, or use a larger --context, up to 131072$/m,
    ],
    [
      "prompt longer than any",
      1,
      ["-m", "demo", "--raw", "word ".repeat(600)],
      /holds 512; shorten it, since the model was made for no more$/m,
    ],
    [
      "context beyond the memory",
      1,
      ["-m", model, "-c", "100000000000", "x"],
      /--context 100000000000 takes a cache of \d+\.\d GB.*use at most \d+$/m,
    ],
  ])("%s", async (_, code, args, mention) => {
    const result = await run(args);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe("");
    expect(result.stderr).toMatch(mention);
    expect(result.stderr).toMatch(/^llama-nb: [^\n]+\n$/);
  });
});

test.skipIf(process.platform === "win32")(
  "ids and a pipe: a text is refused, and silence is not waited for",
  async () => {
    const args = ["-m", model, "--ids", "1", "-n", "2"];
    const { code, stdout, stderr } = await run(args, { stdin: "hi" });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/twice, by --ids and by stdin; leave out one/);
    const want = await run(args);
    expect(want.code).toBe(0);
    const open = Bun.spawn([process.execPath, "src/main.ts", ...args], { stdin: "pipe", stdout: "pipe" });
    expect(await new Response(open.stdout).text()).toBe(want.stdout);
    expect(await open.exited).toBe(0);
  },
);

describe("what the model or the machine does not have is said, and done", () => {
  test.each<[string, string[], RegExp]>([
    [
      "a context longer than the model's",
      ["-m", "demo", "-c", "513"],
      /--context 513 is more than the 512 tokens/,
    ],
    [
      "more threads than the machine's",
      ["-m", "demo", "-t", String(availableParallelism() + 1)],
      /--threads \d+ makes it slower/,
    ],
  ])("%s", async (_, args, mention) => {
    const { code, stdout, stderr } = await run([...args, "-n", "3", "Hi"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: (await run(["-m", "demo", "-n", "3", "Hi"])).stdout,
    });
    expect(stderr).toMatch(mention);
    expect(stderr).toMatch(/^llama-nb: [^\n]+\n$/);
    expect((await run([...args, "-n", "3", "-q", "Hi"])).stderr).toBe("");
  });

  test("not where all is there", async () => {
    expect((await run(["-m", "demo", "-c", "512", "-t", "1", "-n", "3", "Hi"])).stderr).toBe("");
  });
});
