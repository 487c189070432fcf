import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { fitTurns, type Turn, TurnEncoder } from "../../src/chat/turns.ts";
import { encodeChat } from "../../src/tokenizer/chat-format.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { fixture } from "../support/reference.ts";

const tokenizer = Tokenizer.load(join(fixture("tiny-llama"), "tokenizer.model"));

describe("turns are encoded", () => {
  const [question, answer] = [
    { role: "user", content: "Hello" },
    { role: "assistant", content: "Hello there" },
  ];

  test("as a chat", async () => {
    const encoder = new TurnEncoder(tokenizer);
    expect(await encoder.encode([question, answer])).toEqual(encodeChat(tokenizer, [question, answer]));
    const counts = [await encoder.count(question, 100), await encoder.count(answer, 100)];
    expect(encoder.frame + counts[0] + counts[1]).toBe(encodeChat(tokenizer, [question, answer]).length);
  });

  test("with what the model said as it said it, letter by letter if need be", async () => {
    const letters = [..."Hello there"].flatMap((letter) => tokenizer.encode(letter));
    const usual = tokenizer.encode("Hello there");
    expect(letters.length).toBeGreaterThan(usual.length);
    const ids = await new TurnEncoder(tokenizer).encode([question, { ...answer, ids: letters }]);
    const whole = encodeChat(tokenizer, [question, answer]);
    const at = whole.length - usual.length - (encodeChat(tokenizer, []).length - 1) - 1;
    expect(ids).toEqual([...whole.slice(0, at), ...letters, ...whole.slice(at + usual.length)]);
  });

  test("once, however often they are asked for", async () => {
    let encodings = 0;
    const counting: Tokenizer = Object.create(tokenizer, {
      encodeLong: {
        value(text: string) {
          if (text === "Hello") encodings++;
          return tokenizer.encodeLong(text);
        },
      },
    });
    const encoder = new TurnEncoder(counting);
    await encoder.count(question, 100);
    await encoder.encode([question, answer]);
    await encoder.encode([question]);
    expect(encodings).toBe(1);
  });

  test("not at all if they cannot fit: a token has no more bytes than the longest", async () => {
    const long = { role: "user", content: "word ".repeat(100_000) };
    expect(await new TurnEncoder(tokenizer).count(long, 100)).toBe(Number.POSITIVE_INFINITY);
  });

  test("with pauses, in which a signal is heard", async () => {
    const turns = Array.from({ length: 20_000 }, (_, n) => ({
      role: "user",
      content: `This is message ${n}.`,
    }));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    await expect(new TurnEncoder(tokenizer).encode(turns, controller.signal)).rejects.toThrow(/abort/i);
  });
});

describe("turns fit the context", () => {
  const frame = 10;
  // A token a letter
  const tokens = ({ content }: Turn): number => content.length;
  const chat = (...lengths: number[]): Turn[] =>
    lengths.map((length, index) => ({
      role: index % 2 === 0 ? "user" : "assistant",
      content: "x".repeat(length),
    }));

  test.each<[string, Turn[], number, number, number | undefined, number]>([
    ["as they are, with a sixteenth free", chat(10, 10, 10), 0, 42, undefined, 0],
    ["with less free if answers are short", chat(10, 10, 10), 0, 41, 1, 0],
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
  ])("%s", async (_, turns, dropped, context, maxTokens, first) => {
    expect(await fitTurns(turns, dropped, frame, tokens, context, maxTokens)).toBe(first);
  });

  test("after as many were counted as the context holds, however long the chat is", async () => {
    let counted = 0;
    const count = (turn: Turn): number => {
      counted++;
      return tokens(turn);
    };
    const turns = chat(...Array.from({ length: 20_001 }, () => 10));
    expect(await fitTurns(turns, 0, frame, count, 200)).toBe(19_992);
    // 10 + 18 × 10 and a sixteenth of the context do not fit
    expect(counted).toBe(18);
  });
});
