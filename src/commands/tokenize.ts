import { join } from "node:path";
import { command } from "../command-line/command.ts";
import { logArguments, modelArgument } from "../command-line/common-arguments.ts";
import { findModel } from "../command-line/find-model.ts";
import { readStandardInput } from "../command-line/input-text.ts";
import { readPrompt } from "../command-line/prompt.ts";
import { tokenIds } from "../command-line/values.ts";
import { UsageError } from "../common/errors.ts";
import { jsonLine } from "../common/json-line.ts";
import { type Output, standardOutput } from "../terminal/output.ts";
import { encodeChat, type Message } from "../tokenizer/chat-format.ts";
import { piecesOf } from "../tokenizer/pieces.ts";
import { Tokenizer } from "../tokenizer/tokenizer.ts";

/** Turns text into token ids and back; of a model's files it needs only tokenizer.model. */
export const tokenize = command({
  name: "llama-nb tokenize",
  description: "token ids and pieces of a text; stdin when no TEXT is given",
  args: {
    text: { type: "positional", required: false, valueHint: "TEXT", description: "what to tokenize" },
    chat: { type: "boolean", description: "apply the chat template" },
    decode: { type: "boolean", description: "turn ids into text" },
    json: { type: "boolean", description: 'one object: {"ids","pieces"}, with --decode {"text","pieces"}' },
    jsonl: { type: "boolean", description: "each line of stdin is JSON and is answered by a line" },
    ...modelArgument,
    ...logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        ['llama-nb tokenize "Hello world"', "an id and its piece on each line"],
        ["llama-nb tokenize -m demo --decode 72,105", "the text of ids, here of the built-in model"],
        ['llama-nb tokenize --json "Hi" | jq -c .ids | llama-nb tokenize --decode', "there and back"],
        ['llama-nb tokenize --chat --json "Hi"', "what the model reads when you ask it something"],
        ["llama-nb tokenize --jsonl < texts.jsonl", "many texts, a JSON string on each line"],
      ],
    },
  ],
  async run({ args, log }) {
    if (args.chat && args.decode) throw new UsageError("--chat and --decode contradict each other; use one");
    if (args.jsonl && args.text !== undefined) throw new UsageError("--jsonl reads stdin; leave out TEXT");
    const tokenizer = Tokenizer.load(join(findModel(args.model, log), "tokenizer.model"));
    const output = standardOutput();
    if (args.jsonl) {
      await answerLines(tokenizer, args, output);
    } else {
      const text = (await readPrompt({ word: args.text })) ?? "";
      const ids = args.decode ? tokenIds("--decode", text) : encode(tokenizer, text, args.chat);
      const answer = describe(tokenizer, ids, args.decode);
      await output.write(args.json ? jsonLine(answer) : table(ids, answer));
    }
    await output.flush();
  },
});

interface Described {
  readonly ids?: readonly number[];
  readonly text?: string;
  readonly pieces: readonly string[];
}

function encode(tokenizer: Tokenizer, text: string, isChat: boolean | undefined): number[] {
  return isChat ? encodeChat(tokenizer, [{ role: "user", content: text }]) : tokenizer.encode(text);
}

function describe(tokenizer: Tokenizer, ids: readonly number[], isDecoding: boolean | undefined): Described {
  const wrong = ids.find((id) => !(Number.isInteger(id) && id >= 0 && id < tokenizer.vocabSize));
  if (wrong !== undefined) {
    throw new UsageError(`--decode: ${wrong} is not a token id; ids go from 0 to ${tokenizer.vocabSize - 1}`);
  }
  const pieces = piecesOf(tokenizer, ids);
  return isDecoding ? { text: tokenizer.decode(ids), pieces } : { ids, pieces };
}

function table(ids: readonly number[], { text, pieces }: Described): string {
  if (text !== undefined) return `${text}\n`;
  const width = Math.max(...ids.map((id) => String(id).length));
  return ids.map((id, i) => `${String(id).padStart(width)}  ${JSON.stringify(pieces[i])}\n`).join("");
}

async function answerLines(
  tokenizer: Tokenizer,
  { chat, decode }: { chat?: boolean; decode?: boolean },
  output: Output,
): Promise<void> {
  const lines = (await readStandardInput()).split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const value = parse(line, index + 1);
    const ids = idsOf(tokenizer, value, chat === true, decode === true, index + 1);
    await output.write(jsonLine(describe(tokenizer, ids, decode)));
  }
}

function parse(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UsageError(`stdin, line ${number}: is not JSON; give a JSON value on each line`, { cause });
  }
}

function idsOf(
  tokenizer: Tokenizer,
  value: unknown,
  isChat: boolean,
  isDecoding: boolean,
  number: number,
): readonly number[] {
  if (isDecoding && isNumbers(value)) return value;
  if (isChat && isMessages(value)) return encodeChat(tokenizer, value);
  if (!isDecoding && !isChat && typeof value === "string") return tokenizer.encode(value);
  const wanted = isDecoding ? "a list of ids" : isChat ? 'a list of {"role","content"}' : "a string";
  throw new UsageError(`stdin, line ${number}: is not ${wanted}; see llama-nb tokenize --help`);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

function isMessages(value: unknown): value is Message[] {
  return (
    Array.isArray(value) &&
    value.every((item) => typeof item?.role === "string" && typeof item.content === "string")
  );
}
