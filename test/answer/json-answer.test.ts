import { afterAll, expect, test } from "bun:test";
import { Writable } from "node:stream";
import { JsonAnswer } from "../../src/answer/json-answer.ts";
import { LanguageModel } from "../../src/generate/language-model.ts";
import type { Answer } from "../../src/generate/session.ts";
import { Output } from "../../src/terminal/output.ts";
import { fixture } from "../support/reference.ts";

const model = await LanguageModel.load(fixture("tiny-llama"), {
  engine: "typescript",
  weights: "ram",
  threads: 1,
});
afterAll(() => model.close());

interface Line {
  type: string;
  id: number;
  text: string;
  emoji?: { text: string; name: string; codePoints: string[] }[];
}

/**
 * Answers with some tokens.
 * @param length how much of the last token's text belongs to the answer
 * @returns the lines, and how many were written after each token
 */
async function answerWith(ids: readonly number[], length?: number) {
  let written = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  const view = new JsonAnswer(model, new Output(sink), 0, 42);
  const logits = new Float32Array(model.tokenizer.vocabSize);
  const counts: number[] = [];
  for (const [index, id] of ids.entries()) {
    await view.token({ id, logits, length: index === ids.length - 1 ? length : undefined });
    counts.push(written.split("\n").length - 1);
  }
  const answer: Answer = {
    stopReason: "interrupted",
    promptTokens: 1,
    promptLength: 1,
    reusedTokens: 0,
    generatedTokens: ids.length,
    promptSeconds: 0,
    decodeSeconds: 0,
  };
  await view.end(answer);
  const lines: Line[] = written
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.pop()).toMatchObject({ type: "summary", generatedTokens: ids.length, seed: 42 });
  return { lines, counts };
}

/** The number of the token whose bytes complete the beginning of a text. */
function tokenThatCompletes(beginning: string, ids: readonly number[]): number {
  let missing = Buffer.byteLength(beginning);
  for (const [index, id] of ids.entries()) {
    missing -= model.tokenizer.bytesOf(id).length;
    if (missing <= 0) return index;
  }
  throw new Error(`${beginning} is not in the tokens`);
}

test.each([
  ["a skin tone", "ok 👍🏽 then", ["👍🏽"]],
  ["a flag", "🇹🇷", ["🇹🇷"]],
  ["two flags and a lone letter", "🇹🇷🇫🇷🇹 x", ["🇹🇷", "🇫🇷"]],
  ["a flag of tags", "go 🏴󠁧󠁢󠁥󠁮󠁧󠁿!", ["🏴󠁧󠁢󠁥󠁮󠁧󠁿"]],
  ["a family", "a 👨‍👩‍👧‍👦 b", ["👨‍👩‍👧‍👦"]],
  ["a joiner that joins nothing", "👩‍x", ["👩"]],
  ["a keycap among digits", "12️⃣ 3", ["2️⃣"]],
  ["one after the other", "😀😀😀", ["😀", "😀", "😀"]],
  ["a heart that is text", "❤︎ ❤️", ["❤️"]],
  ["none", "12 # naïve 日本", []],
])("emoji stand on the token that completes them: %s", async (_, text, emoji) => {
  const ids = model.tokenizer.encode(text);
  const { lines } = await answerWith(ids);
  expect(lines.map(({ id }) => id)).toEqual(ids);
  expect(lines.map((line) => line.text).join("")).toBe(text);
  const want: { at: number; text: string }[] = [];
  let from = 0;
  for (const each of emoji) {
    from = text.indexOf(each, from) + each.length;
    want.push({ at: tokenThatCompletes(text.slice(0, from), ids), text: each });
  }
  const got = lines.flatMap((line, at) => (line.emoji ?? []).map((each) => ({ at, text: each.text })));
  expect(got).toEqual(want);
});

test("an emoji has its name and its code points", async () => {
  const { lines } = await answerWith(model.tokenizer.encode("🇹🇷"));
  expect(lines.at(-1)).toMatchObject({
    text: "🇷",
    emoji: [{ text: "🇹🇷", name: "flag: Türkiye", codePoints: ["U+1F1F9", "U+1F1F7"] }],
  });
});

test("a token is written at once unless its text may yet belong to an emoji or a character", async () => {
  const before = model.tokenizer.encode("no");
  const woman = model.tokenizer.encode("👩");
  const after = model.tokenizer.encode("!");
  const { counts } = await answerWith([...before, ...woman, ...after]);
  const settled = before.length + woman.length - 1;
  expect(counts[before.length - 1]).toBe(before.length);
  expect(counts[settled]).toBe(settled);
  expect(counts.at(-1)).toBe(counts.length);
});

test("a character that never became whole comes at the end, as U+FFFD, with its last token", async () => {
  const ids = model.tokenizer.encode("👩🚀").slice(0, -1);
  const { lines } = await answerWith(ids);
  expect(lines.at(-1)?.text).toBe("\uFFFD");
  expect(lines.flatMap(({ emoji = [] }) => emoji)).toMatchObject([{ name: "woman" }]);
});

test("of a token in which the answer ends, its line has the part before the end, and no beginning of a character", async () => {
  const { lines } = await answerWith([...model.tokenizer.encode("no"), ...model.tokenizer.encode("The")], 1);
  expect(lines.map(({ text }) => text).join("")).toBe("noT");
  const half = model.tokenizer.encode("🚀").slice(0, -1);
  expect((await answerWith(half, 0)).lines.map(({ text }) => text).join("")).toBe("");
});
