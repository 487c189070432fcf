import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { demoFolder } from "../../src/demo/demo.ts";
import { createRandom } from "../../src/generate/random.ts";
import type { Answer, Steps, StopReason } from "../../src/generate/session.ts";
import { stopAtTexts } from "../../src/generate/stop-texts.ts";
import { StreamDecoder } from "../../src/tokenizer/stream-decoder.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";

const tokenizer = Tokenizer.load(join(demoFolder, "tokenizer.model"));

/** The tokens of single bytes, whose ids are the bytes in this vocabulary. */
function bytesOf(text: string): number[] {
  return [...Buffer.from(text)];
}

/** An answer that consists of some tokens and, unless it is told to end before, ends for a reason. */
async function* answerOf(ids: readonly number[], reason: StopReason, onToken: () => void): Steps {
  const logits = new Float32Array(1);
  const answer = (stopReason: StopReason, generatedTokens: number): Answer => ({
    stopReason,
    promptTokens: 1,
    promptLength: 1,
    reusedTokens: 0,
    generatedTokens,
    promptSeconds: 1,
    decodeSeconds: 1,
  });
  for (const [index, id] of ids.entries()) {
    onToken();
    logits[0] = id; // One array for all tokens, as in a session
    const end = yield { id, logits };
    if (end !== undefined) return answer(end, index + 1);
  }
  return answer(reason, ids.length);
}

/** What becomes of an answer: its text as views decode it, and how many tokens were held back at each one. */
async function filtered(ids: readonly number[], texts: readonly string[], reason: StopReason = "max_tokens") {
  let given = 0;
  const source = answerOf(ids, reason, () => given++);
  const steps = stopAtTexts(source, tokenizer, texts);
  const decoder = new StreamDecoder(tokenizer);
  const lags: number[] = [];
  let text = "";
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return { text: text + decoder.end(), tokens: lags.length, lags, answer: value };
    expect(value.logits[0]).toBe(value.id);
    text += decoder.push(value.id).slice(0, value.length);
    if (value.length !== undefined) decoder.end();
    lags.push(given - lags.length - 1);
  }
}

/** What should come of it: a person who reads letter by letter stops at the first that completes a stop text. */
function cut(text: string, texts: readonly string[]): string {
  for (let length = 1; length <= text.length; length++) {
    const read = text.slice(0, length);
    const complete = texts.filter((each) => read.endsWith(each)).map((each) => each.length);
    if (complete.length > 0) return read.slice(0, length - Math.max(...complete));
  }
  return text;
}

describe("an answer ends before a stop text", () => {
  test.each<[string, string, string[], string]>([
    ["in the middle", "one two three", ["two"], "one "],
    ["at the beginning", "one two", ["one"], ""],
    ["at the end", "one two", ["two"], "one "],
    ["that is one character", "one, two", [","], "one"],
    ["that is all of it", "one", ["one"], ""],
    ["the first of several", "one two three", ["three", "two"], "one "],
    ["of two that begin alike, the one that comes", "abcabd", ["abd", "abcx"], "abc"],
    ["that begins like itself", "aaab aab", ["aab"], "a"],
    ["within another, which is complete later", "abcd", ["bc", "abcd"], "a"],
    ["at the end of another", "abcd", ["cd", "abcd"], ""],
    ["with line ends", "one\n\ntwo", ["\n\n"], "one"],
    ["of several bytes for a character", "Grüße 👋 an 日本", ["👋"], "Grüße "],
    ["whose first character has the bytes of another", "ä ö", ["ö"], "ä "],
    ["but not before a part of it", "one tw", ["two"], "one tw"],
    ["but not before it in other letters", "ONE", ["one"], "ONE"],
  ])("%s", async (_, text, texts, expected) => {
    expect(cut(text, texts)).toBe(expected);
    const isStopped = expected !== text;
    for (const ids of [bytesOf(text), tokenizer.encode(text)]) {
      const { text: got, tokens, answer } = await filtered(ids, texts);
      expect(got).toBe(expected);
      expect(answer.stopReason).toBe(isStopped ? "stop_text" : "max_tokens");
      expect(answer.generatedTokens).toBe(tokens);
    }
  });

  test("as the definition says, for random texts, stop texts and tokens", async () => {
    const random = createRandom(12);
    const below = (n: number) => Math.floor(random() * n);
    const pieces = ["a", "b", "ab", "é", "👋", " the", "\n", "日"];
    const textOf = (most: number) =>
      Array.from({ length: below(most + 1) }, () => pieces[below(pieces.length)]).join("");
    let stopped = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const parts = Array.from({ length: 1 + below(6) }, () => textOf(5));
      // Every part in tokens of its own: the same text in many ways
      const ids = parts.flatMap((part) => (random() < 0.5 ? bytesOf(part) : tokenizer.encode(part)));
      const texts = Array.from({ length: 1 + below(3) }, () => textOf(3) || "ba");
      const { text, answer } = await filtered(ids, texts);
      expect(text).toBe(cut(parts.join(""), texts));
      if (answer.stopReason === "stop_text") stopped++;
    }
    expect(stopped).toBeGreaterThan(500);
    expect(stopped).toBeLessThan(1900);
  });
});

describe("tokens are held back", () => {
  test("only while they may become a stop text", async () => {
    const { lags } = await filtered(bytesOf("xyabxabc"), ["abcd"]);
    // x and y come at once; a and b wait for the x behind them; a, b and c for the end
    expect(lags).toEqual([0, 0, 2, 1, 0, 2, 1, 0]);
  });

  test("until the end, and then shown whatever it was", async () => {
    for (const reason of ["interrupted", "context_full", "stop_token"] as const) {
      const { text, answer } = await filtered(bytesOf("one tw"), ["two"], reason);
      expect(text).toBe("one tw");
      expect(answer).toMatchObject({ stopReason: reason, generatedTokens: 6 });
    }
  });

  test("and an incomplete character at the end is shown as one", async () => {
    expect((await filtered(bytesOf("é👋").slice(0, -1), ["x"])).text).toBe("é\uFFFD");
    expect((await filtered([...bytesOf("ab"), 0xf0, ...bytesOf("ab")], ["b\uFFFDa"])).text).toBe("a");
  });
});
