import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { encodeTurns, fitTurns, type Turn } from "../../src/chat/turns.ts";
import { encodeChat } from "../../src/tokenizer/chat-format.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { fixture } from "../support/reference.ts";

describe("turns are encoded", () => {
  const tokenizer = Tokenizer.load(join(fixture("tiny-llama"), "tokenizer.model"));
  const [question, answer] = [
    { role: "user", content: "Hello" },
    { role: "assistant", content: "Hello there" },
  ];

  test("as a chat", () => {
    expect(encodeTurns(tokenizer, [question, answer])).toEqual(encodeChat(tokenizer, [question, answer]));
  });

  test("with what the model said as it said it, letter by letter if need be", () => {
    const letters = [..."Hello there"].flatMap((letter) => tokenizer.encode(letter));
    const usual = tokenizer.encode("Hello there");
    expect(letters.length).toBeGreaterThan(usual.length);
    const ids = encodeTurns(tokenizer, [question, { ...answer, ids: letters }]);
    const whole = encodeChat(tokenizer, [question, answer]);
    const at = whole.length - usual.length - (encodeChat(tokenizer, []).length - 1) - 1;
    expect(ids).toEqual([...whole.slice(0, at), ...letters, ...whole.slice(at + usual.length)]);
  });
});

describe("turns fit the context", () => {
  // A token a letter, and ten for the system prompt
  const tokens = (turns: readonly Turn[]): number =>
    10 + turns.reduce((sum, { content }) => sum + content.length, 0);
  const chat = (...lengths: number[]): Turn[] =>
    lengths.map((length, index) => ({
      role: index % 2 === 0 ? "user" : "assistant",
      content: "x".repeat(length),
    }));

  test.each<[string, Turn[], number, number, number | undefined, number]>([
    ["as they are, with a sixteenth free", chat(10, 10, 10), 0, 42, undefined, 0],
    ["with less free where answers are short", chat(10, 10, 10), 0, 41, 1, 0],
    ["without the oldest question and its answer", chat(10, 10, 10), 0, 40, undefined, 2],
    [
      "when half of the context is free, not one by one",
      chat(10, 10, 10, 10, 10, 10, 10),
      0,
      80,
      undefined,
      4,
    ],
    ["as before, when some were left out", chat(50, 50, 10, 10, 10), 2, 80, undefined, 2],
    ["with the newest alone, however long it is", chat(10, 10, 90), 0, 80, undefined, 2],
    ["or not at all, which is for others to say", chat(90), 0, 80, undefined, 0],
  ])("%s", (_, turns, dropped, context, maxTokens, first) => {
    expect(fitTurns(turns, dropped, tokens, context, maxTokens)).toBe(first);
  });
});
