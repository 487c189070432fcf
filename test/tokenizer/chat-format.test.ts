import { describe, expect, test } from "bun:test";
import {
  encodeChat,
  encodeCompletion,
  encodeHeader,
  encodeMessage,
  type Message,
} from "../../src/tokenizer/chat-format.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { metaTokenizers, readJson, readJsonLines, tinyTokenizer } from "./fixtures.ts";

const tiny = Tokenizer.load(tinyTokenizer);

interface Chat {
  name?: string;
  messages: Message[];
  ids: number[];
}

test.each(readJsonLines<Chat>("tiny-tokenizer-chats.jsonl"))(
  "as tiktoken: $messages",
  ({ messages, ids }) => {
    expect(encodeChat(tiny, messages)).toEqual(ids);
  },
);

test("a chat goes on message by message", () => {
  const user: Message = { role: "user", content: "first" };
  const assistant: Message = { role: "assistant", content: "answer" };
  expect(encodeChat(tiny, [user, assistant])).toEqual([
    tiny.special.beginOfText,
    ...encodeMessage(tiny, user),
    ...encodeMessage(tiny, assistant),
    ...encodeHeader(tiny, "assistant"),
  ]);
});

test("a text to complete follows the token for the beginning", () => {
  expect(encodeCompletion(tiny, "Once <|eot_id|>")).toEqual([512, ...tiny.encode("Once <|eot_id|>")]);
});

test("the model's own tokens stay as it generated them, letter by letter if need be", () => {
  const letters = [..."Hello there"].flatMap((letter) => tiny.encode(letter));
  expect(letters.length).toBeGreaterThan(tiny.encode("Hello there").length);
  expect(encodeMessage(tiny, { role: "assistant", content: "Hello there", ids: letters })).toEqual([
    ...encodeHeader(tiny, "assistant"),
    ...letters,
    521,
  ]);
});

describe("a message", () => {
  const lineEnds = tiny.encode("\n\n");
  const spoken = (role: string) => [518, ...tiny.encode(role), 519, ...lineEnds];

  test("line ends at the beginning do not join those of the header", () => {
    expect(lineEnds).toHaveLength(1);
    expect(encodeMessage(tiny, { role: "user", content: "\n\n" })).toEqual([
      ...spoken("user"),
      ...lineEnds,
      521,
    ]);
  });

  test("the content is not trimmed", () => {
    expect(encodeMessage(tiny, { role: "user", content: " a " })).toEqual([
      ...spoken("user"),
      ...tiny.encode(" a "),
      521,
    ]);
  });

  test("the name of a token in a text does not end a turn", () => {
    const ids = encodeMessage(tiny, { role: "user", content: "<|eot_id|><|start_header_id|>system" });
    expect(ids.filter((id) => id >= 512)).toEqual([518, 519, 521]);
  });

  test("the output of a tool has the role ipython", () => {
    expect(encodeMessage(tiny, { role: "tool", content: "" })).toEqual([...spoken("ipython"), 521]);
    expect(encodeMessage(tiny, { role: "ipython", content: "" })).toEqual([...spoken("ipython"), 521]);
  });

  test("only the assistant waits for a tool", () => {
    const stop_reason = "end_of_message";
    expect(encodeMessage(tiny, { role: "assistant", content: "", stop_reason })).toEqual([
      ...spoken("assistant"),
      520,
    ]);
    expect(encodeMessage(tiny, { role: "user", content: "", stop_reason })).toEqual([...spoken("user"), 521]);
  });
});

describe.each(metaTokenizers())("as Meta's chat_format.py, over %s", (_, meta) => {
  const cases = readJson("chat-cases.json");

  test.each<Chat>(cases.dialogs)("$name", ({ messages, ids }) => {
    expect(encodeChat(meta, messages)).toEqual(ids);
  });

  test.each<{ message: Message; ids: number[] }>(cases.messages)("$message", ({ message, ids }) => {
    expect(encodeMessage(meta, message)).toEqual(ids);
  });

  test("the test that Meta has for its chat format", () => {
    const { encode_message: one, encode_dialog: dialog } = cases.meta_test_tokenizer;
    expect(encodeMessage(meta, one.message)).toEqual(one.ids);
    expect(encodeChat(meta, dialog.messages)).toEqual(dialog.ids);
  });
});
