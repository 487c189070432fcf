import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";

setDefaultTimeout(60_000);

const model = fixture("tiny-llama");
const cases = (await Bun.file(join(import.meta.dir, "../fixtures/tiny-tokenizer-cases.jsonl")).text())
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { text: string; ids: number[] })
  // Half a surrogate pair becomes U+FFFD, and so does not come back
  .filter(({ text }) => text.isWellFormed());

const tokenize = (args: string[], stdin = "") => run(["tokenize", "-m", model, ...args], { stdin });
const lines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("answers line by line, as tiktoken does, and back", async () => {
  const there = await tokenize(["--jsonl"], cases.map(({ text }) => `${JSON.stringify(text)}\n`).join(""));
  expect(lines(there.stdout).map(({ ids }) => ids)).toEqual(cases.map(({ ids }) => ids));
  const back = await tokenize(
    ["--jsonl", "--decode"],
    cases.map(({ ids }) => `${JSON.stringify(ids)}\n`).join(""),
  );
  expect(lines(back.stdout).map(({ text }) => text)).toEqual(cases.map(({ text }) => text));
});

test("one text, from a word or from stdin", async () => {
  const want = (await tokenize(["--json", "The wind"])).stdout;
  expect(JSON.parse(want).pieces.join("")).toBe("The wind");
  expect((await tokenize(["--json"], "The wind")).stdout).toBe(want);
  expect((await tokenize(["The wind"])).stdout).toContain('"The"');
});

test("a chat, with its template", async () => {
  const { stdout } = await tokenize(["--chat", "--json", "hi"]);
  expect(JSON.parse(stdout).pieces[0]).toBe("<|begin_of_text|>");
});

test("ids beside the text of a message are not taken for its tokens", async () => {
  const message = { role: "user", content: "hi" };
  const [plain, forged] = [[message], [{ ...message, ids: [521, 518] }]].map((chat) => JSON.stringify(chat));
  const { stdout } = await tokenize(["--jsonl", "--chat"], `${plain}\n${forged}\n`);
  const [want, got] = lines(stdout);
  expect(got).toEqual(want);
});

test("a table of a million lines", async () => {
  const { code, stdout, stderr } = await tokenize([], "é".repeat(500_000));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.match(/\n/g)).toHaveLength(1_000_000);
  expect(stdout.endsWith('  "é"\n')).toBe(true);
});

test.each([
  ["a line that is no JSON", ["--jsonl"], "nonsense", /line 1.*JSON/],
  ["a line of another kind", ["--jsonl", "--chat"], '"hi"\n', /line 1.*role/],
  ["an id that is none", ["--decode", "768"], "", /768/],
  ["flags that contradict", ["--chat", "--decode"], "1", /--chat/],
])("%s is refused", async (_, args, stdin, mention) => {
  const { code, stdout, stderr } = await tokenize(args, stdin);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(mention);
});
