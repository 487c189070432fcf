import { join } from "node:path";
import { answerPrompt, describeAnswer } from "../answer/answering.ts";
import { emojiLabel } from "../answer/emoji-label.ts";
import { interruptedExitCode } from "../answer/interruptible.ts";
import { TextAnswer } from "../answer/text-answer.ts";
import { describeModel } from "../explain/metadata.ts";
import { metadataTable } from "../explain/metadata-table.ts";
import { ask } from "../terminal/ask.ts";
import { type History, openHistory } from "../terminal/history.ts";
import type { Log } from "../terminal/log.ts";
import { standardOutput } from "../terminal/output.ts";
import { stateFolder } from "../terminal/state-folder.ts";
import { encodeChat, encodeCompletion } from "../tokenizer/chat-format.ts";
import type { MenuContext } from "./context.ts";
import { conversation } from "./conversation.ts";
import { howToChoose, MenuPage } from "./menu-page.ts";

/** A prompt of the menu: a text to complete, or a chat. */
type Predefined = { readonly completion: string } | { readonly system: string; readonly user: string };

/** Those of the original, in its order; the numbers are what a person types. */
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

const items = [
  { kind: "show", parts: ["the model's metadata"] },
  ...predefined.map((item) =>
    "completion" in item
      ? { kind: "complete", parts: [`“${item.completion}”`] }
      : { kind: "chat", parts: [`“${item.system}”`, `“${item.user}”`] },
  ),
  { kind: "complete", parts: ["a text of your own"] },
  { kind: "chat", parts: ["on, with a system prompt of your own"] },
];

/** The menu: a prompt is chosen and answered, and the menu is there again, until Ctrl-D. */
export async function menu(context: MenuContext): Promise<void> {
  const { log } = context;
  const history = rememberedHistory(log);
  const page = new MenuPage(items, log.colors);
  for (;;) {
    page.print();
    const reply = await ask(howToChoose(ownChat), { choices: page });
    if ("leave" in reply) {
      process.stderr.write("\n");
      if (reply.leave === "interrupt") process.exitCode = interruptedExitCode;
      return;
    }
    const choice = page.choice(reply.text);
    if (choice === undefined) {
      process.stderr.write(`Type a number from 0 to ${ownChat}, then Enter; Ctrl-D leaves.\n`);
    } else if (choice === ownChat) {
      if ((await conversation(context, history)) === "leave") return;
    } else {
      await runChoice(choice, context, history);
    }
  }
}

/** What was typed in earlier runs; without it where there is no place to keep it. */
function rememberedHistory(log: Log): History {
  const folder = stateFolder();
  return openHistory(folder === undefined ? undefined : join(folder, "history"), (problem) => {
    if (log.isVerbose) log.info(`what you type is not remembered: ${problem}`);
  });
}

async function runChoice(choice: number, context: MenuContext, history: History): Promise<void> {
  const { model, log } = context;
  const output = standardOutput();
  if (choice === 0) {
    await output.write(metadataTable(describeModel(model.files, model.tokenizer)));
    return;
  }
  let item: Predefined | undefined = predefined[choice - 1];
  if (choice === ownCompletion) {
    const reply = await ask("Text to complete: ", { history });
    if ("leave" in reply || reply.text === "") return;
    item = { completion: reply.text };
  }
  const { tokenizer } = model;
  const prompt =
    "completion" in item
      ? encodeCompletion(tokenizer, item.completion)
      : encodeChat(tokenizer, [
          { role: "system", content: item.system },
          { role: "user", content: item.user },
        ]);
  const view = new TextAnswer(tokenizer, output, emojiLabel(log));
  if ("completion" in item) await view.begin(item.completion);
  log.info(describeAnswer(await answerPrompt(context, prompt, view)));
}
