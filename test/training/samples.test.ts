import { expect, test } from "bun:test";
import { join } from "node:path";
import type { Document } from "../../src/corpus/document.ts";
import { encodeChat } from "../../src/tokenizer/chat-format.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { sampleOf, samplesOf } from "../../src/training/data/samples.ts";
import { noTarget } from "../../src/training/operations/cross-entropy.ts";
import { fixture } from "../support/reference.ts";

const tokenizer = Tokenizer.load(join(fixture("tiny-llama"), "tokenizer.model"));

/** The targets one after the other, "·" where there is none. */
function learned(targets: readonly number[]): string {
  return targets.map((target) => (target === noTarget ? "·" : tokenizer.decode([target]))).join("");
}

test("a text is learned whole, from BOS to its end, and filled up to a multiple of four", () => {
  const { tokens, targets } = sampleOf({ kind: "text", text: "the cat" }, tokenizer);
  const text = tokenizer.decode(tokens);
  expect(text.startsWith("<|begin_of_text|>the cat<|end_of_text|>")).toBe(true);
  expect(text.slice("<|begin_of_text|>the cat<|end_of_text|>".length)).toMatch(
    /^(<\|finetune_right_pad_id\|>)*$/,
  );
  expect(tokens.length % 4).toBe(0);
  expect(learned(targets)).toMatch(/^the cat<\|end_of_text\|>·+$/);
});

test("of a chat only the assistant's words and their ends are learned", () => {
  const chat: Document = {
    kind: "chat",
    messages: [
      { role: "system", content: "be kind" },
      { role: "user", content: "hello" },
      { role: "assistant", content: "good day" },
      { role: "user", content: "and you" },
      { role: "assistant", content: "fine" },
    ],
  };
  const { tokens, targets } = sampleOf(chat, tokenizer);
  expect(learned(targets)).toMatch(/^·+good day<\|eot_id\|>·+fine<\|eot_id\|>·+$/);
  // What the program writes before an answer is what was learned from
  const prompt = encodeChat(tokenizer, chat.messages.slice(0, 4));
  expect(tokens.slice(0, prompt.length)).toEqual(prompt);
});

test("a document that is too long is refused", () => {
  const long: Document = { kind: "text", text: "cat ".repeat(40) };
  expect(() => samplesOf([long], tokenizer, 32)).toThrow(/^document 0 has \d+ tokens, more than the 32/);
});
