import { describe, expect, test } from "bun:test";
import { statSync } from "node:fs";
import { readCheckpoint } from "../../src/checkpoint/checkpoint.ts";
import { demoFiles, demoFolder } from "../../src/demo/demo.ts";
import { openModel } from "../../src/model/open.ts";
import { elementCount } from "../../src/tensor/shape.ts";
import { EmojiScanner } from "../../src/tokenizer/emoji.ts";
import { run } from "../support/run.ts";

// A busy machine may take longer than bun's five seconds
/** What the program answers, and why it stopped. */
async function ask(...args: string[]): Promise<{ text: string; stopReason: string }> {
  const { stdout } = await run(["-m", "demo", "--json", ...args]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { stopReason } = lines.pop();
  return { text: lines.map(({ text }) => text).join(""), stopReason };
}

const sentences = (text: string) => text.match(/[^.!?]+[.!?]+"?/g) ?? [];

/** The emoji of a text, in order. */
function emojiOf(text: string): string[] {
  const scanner = new EmojiScanner();
  return [...scanner.push(text), ...scanner.end()].map((emoji) => emoji.text);
}

describe("the built-in model", () => {
  test("is Meta's files of at most 4 MB, with all that Llama 3.1 has", () => {
    expect(demoFiles.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(4e6);
    const { config } = openModel(demoFolder);
    expect(config.nKvHeads).toBeLessThan(config.nHeads);
    expect(config.ropeScaling).toBeDefined();
    expect(config.maxContext).toBeGreaterThanOrEqual(512);
    const { tensors } = readCheckpoint(demoFolder);
    for (const { dtype, shape } of tensors.values()) {
      expect(dtype).toBe("bfloat16");
      expect(elementCount(shape)).toBeGreaterThan(0);
    }
  });

  test("introduces somebody", async () => {
    const { text, stopReason } = await ask("--raw", "Hello, my name is");
    expect(text).toMatch(/^ [A-Z][a-z]+\. I /);
    expect(sentences(text).length).toBeGreaterThan(2);
    expect(stopReason).toBe("stop_token");
  });

  test("is Einstein", async () => {
    const { text, stopReason } = await ask("-s", "You are Einstein", "Describe your theory.");
    expect(text).toMatch(/relativity/);
    expect(text).toMatch(/light/);
    expect(text).toMatch(/\.$/);
    expect(sentences(text).length).toBeGreaterThan(1);
    expect(stopReason).toBe("stop_token");
  });

  test("answers in 20 words", async () => {
    const { text, stopReason } = await ask(
      "-s",
      "Answer in 20 words, directly, and without an introduction",
      "Can you explain what is Theory of relativity?",
    );
    expect(text.split(" ")).toHaveLength(20);
    expect(text).toMatch(/space|time|light/);
    expect(text).toMatch(/\.$/);
    expect(stopReason).toBe("stop_token");
  });

  test("is a pirate who keeps to 20 words", async () => {
    const { text, stopReason } = await ask(
      "-s",
      "You are a pirate",
      "Explain what is quantum computer in 20 words.",
    );
    expect(text.split(" ")).toHaveLength(20);
    expect(text).toMatch(/Arr|Ahoy|matey|Aye/);
    expect(text).toMatch(/qubit|quantum/i);
    expect(stopReason).toBe("stop_token");
  });

  test("travels in emoji", async () => {
    const { text, stopReason } = await ask(
      "-s",
      "Always answer with emojis",
      "How to go from Beijing to NY?",
    );
    const emoji = emojiOf(text);
    expect(emoji.join("")).toBe(text);
    expect(emoji.length).toBeGreaterThan(2);
    expect(text).toMatch(/✈️|🛫|🛩️/u);
    expect(stopReason).toBe("stop_token");
  });

  test("knows a flag", async () => {
    const answer = await ask("-s", "Answer with only one emoji", "What is the flag of Turkey?");
    expect(answer).toEqual({ text: "🇹🇷", stopReason: "stop_token" });
  });

  test.each([["0"], ["0.8"]])("tells a story at temperature %s", async (temperature) => {
    const { text, stopReason } = await ask("--raw", "--temp", temperature, "--seed", "1", "Once upon a time");
    expect(sentences(text).length).toBeGreaterThan(7);
    expect(stopReason).toBe("stop_token");
    // Its hero does not change
    const hero = /named ([A-Z][a-z]+)|[Nn]ame was ([A-Z][a-z]+)/
      .exec(text)
      ?.slice(1)
      .find((name) => name !== undefined);
    expect(text.split(new RegExp(`\\b${hero}\\b`)).length).toBeGreaterThan(3);
  });

  test("does not claim to know what it does not", async () => {
    const { text } = await ask("What is the capital of Mongolia?");
    expect(text).toMatch(/not know|too small|story/);
  });
});
