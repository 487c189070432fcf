import { ask } from "../terminal/ask.ts";
import type { Log } from "../terminal/log.ts";
import { standardOutput } from "../terminal/output.ts";
import type { Message } from "../tokenizer/chat-format.ts";
import { encodeChat } from "../tokenizer/chat-format.ts";
import { type Answering, answerPrompt, describeAnswer } from "./answering.ts";
import { conversation } from "./conversation.ts";
import { emojiLabel } from "./emoji-label.ts";
import { metadataTable, readMetadata } from "./inspect.ts";
import { interruptedExitCode } from "./interruptible.ts";
import { TextAnswer } from "./text-answer.ts";

/** a prompt of the menu: a text to complete, or a chat. */
type Predefined = { readonly completion: string } | { readonly system: string; readonly user: string };

/** those of the original, in its order; the numbers are what a person types. */
const predefined: readonly Predefined[] = [
  { completion: "Hello, my name is" },
  { system: "You are Einstein", user: "Describe your theory." },
  {
    system: "Answer in 20 words, directly, and without an introduction",
    user: "Can you explain what is Theory of relativity?",
  },
  { system: "You are a pirate", user: "Explain what is quantum computer in 20 words." },
  { system: "Always answer with emojis", user: "How to go from Beijing to NY?" },
  { system: "Answer with only one emoji", user: "What is the flag of Turkey?" },
];
const ownCompletion = predefined.length + 1;
const ownChat = predefined.length + 2;

/** what the menu works with. */
export interface MenuContext extends Answering {
  readonly folder: string;
  readonly log: Log;
  /** the system prompt of --system, for one's own chat. */
  readonly system?: string;
}

/** the menu: a prompt is chosen and answered, and the menu is there again, until Ctrl-D. */
export async function menu(context: MenuContext): Promise<void> {
  const history: string[] = [];
  for (;;) {
    process.stderr.write(`\n${page(context.log)}\n`);
    const reply = await ask(`Choose 0 to ${ownChat}: `);
    if ("leave" in reply) {
      process.stderr.write("\n");
      if (reply.leave === "interrupt") process.exitCode = interruptedExitCode;
      return;
    }
    const choice = /^\d$/.test(reply.text.trim()) ? Number(reply.text) : Number.NaN;
    if (!(choice >= 0 && choice <= ownChat)) {
      process.stderr.write(`Type a number from 0 to ${ownChat}, then Enter; Ctrl-D leaves.\n`);
    } else if (choice === ownChat) {
      if ((await conversation(context, history)) === "leave") return;
    } else {
      await runChoice(choice, context, history);
    }
  }
}

function page({ colors }: Log): string {
  const width = (process.stderr.columns ?? 80) - 1;
  const line = (number: number, kind: string, text: string) => {
    const start = `  ${number}  ${kind.padEnd(8)}  `;
    const room = width - start.length;
    const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
    return `  ${colors.cyan(String(number))}  ${colors.dim(kind.padEnd(8))}  ${shown}`;
  };
  return [
    line(0, "show", "the model's metadata"),
    ...predefined.map((item, index) =>
      "completion" in item
        ? line(index + 1, "complete", `“${item.completion}”`)
        : line(index + 1, "chat", `“${item.system}” / “${item.user}”`),
    ),
    line(ownCompletion, "complete", "a text of your own"),
    line(ownChat, "chat", "on, with a system prompt of your own"),
  ].join("\n");
}

async function runChoice(choice: number, context: MenuContext, history: string[]): Promise<void> {
  const { model, log, folder } = context;
  const output = standardOutput();
  if (choice === 0) {
    await output.write(metadataTable(readMetadata(folder)));
    return;
  }
  let item: Predefined | undefined = predefined[choice - 1];
  if (choice === ownCompletion) {
    const reply = await ask("Text to complete: ", history);
    if ("leave" in reply || reply.text === "") return;
    item = { completion: reply.text };
  }
  const { tokenizer } = model;
  const prompt =
    "completion" in item
      ? [tokenizer.special.beginOfText, ...tokenizer.encode(item.completion)]
      : encodeChat(tokenizer, messages(item));
  if ("completion" in item) await output.write(item.completion);
  const view = new TextAnswer(tokenizer, output, emojiLabel(log));
  log.info(describeAnswer(await answerPrompt(context, prompt, view)));
}

function messages({ system, user }: { system: string; user: string }): Message[] {
  return [
    { role: "system", content: system },
    { role: "user", content: user },
  ];
}
