import { describe, expect, test } from "bun:test";
import { fitTurns, type Turn } from "../../src/chat/turns.ts";

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
