import { command } from "../command-line/command.ts";
import { logArguments, modelArgument } from "../command-line/common-arguments.ts";
import { findModel } from "../command-line/find-model.ts";
import { readStandardInput } from "../command-line/input/input-text.ts";
import { readPrompt } from "../command-line/input/prompt.ts";
import { tokenIds } from "../command-line/values.ts";
import { UsageError } from "../common/errors.ts";
import { jsonLine } from "../common/json-line.ts";
import { openTokenizer } from "../model/open.ts";
import { type Output, standardOutput } from "../terminal/output.ts";
import { encodeChat, type Message } from "../tokenizer/chat-format.ts";
import { piecesOfMany } from "../tokenizer/pieces.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

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
    const tokenizer = openTokenizer(findModel(args.model, log));
    const output = standardOutput();
    if (args.jsonl) {
      await answerLines(tokenizer, args, output);
    } else {
      const text = (await readPrompt({ word: args.text })) ?? "";
      const ids = args.decode ? tokenIds("--decode", text) : await encode(tokenizer, text, args.chat);
      const answer = await describe(tokenizer, ids, args.decode);
      if (args.json) await output.write(jsonLine(answer));
      else for (const lines of table(ids, answer)) await output.write(lines);
    }
    await output.flush();
  },
});

const linesAtOnce = 10_000;

interface Described {
  readonly ids?: readonly number[];
  readonly text?: string;
  readonly pieces: readonly string[];
}

async function encode(tokenizer: Tokenizer, text: string, isChat: boolean | undefined): Promise<number[]> {
  const ids = await tokenizer.encodeLong(text);
  return isChat ? encodeChat(tokenizer, [{ role: "user", content: text, ids }]) : ids;
}

async function describe(
  tokenizer: Tokenizer,
  ids: readonly number[],
  isDecoding: boolean | undefined,
): Promise<Described> {
  const wrong = ids.find((id) => !(Number.isInteger(id) && id >= 0 && id < tokenizer.vocabSize));
  if (wrong !== undefined) {
    throw new UsageError(`--decode: ${wrong} is not a token id; ids go from 0 to ${tokenizer.vocabSize - 1}`);
  }
  const pieces = await piecesOfMany(tokenizer, ids);
  return isDecoding ? { text: tokenizer.decode(ids), pieces } : { ids, pieces };
}

/** A line for each id, or the text; many lines at once, but not all of them. */
function* table(ids: readonly number[], { text, pieces }: Described): Generator<string, void> {
  if (text !== undefined) {
    yield `${text}\n`;
    return;
  }
  const width = ids.reduce((widest, id) => Math.max(widest, String(id).length), 0);
  for (let from = 0; from < ids.length; from += linesAtOnce) {
    const lines = ids.slice(from, from + linesAtOnce).map((id, i) => {
      return `${String(id).padStart(width)}  ${JSON.stringify(pieces[from + i])}\n`;
    });
    yield lines.join("");
  }
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
    await output.write(jsonLine(await describe(tokenizer, ids, decode)));
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
  if (isChat && isMessages(value)) {
    // Text only: tokens that stand beside it would be taken for it
    return encodeChat(
      tokenizer,
      value.map(({ role, content, stop_reason }) => ({ role, content, stop_reason })),
    );
  }
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
