import { join } from "node:path";
import { answerPrompt, describeAnswer } from "../answer/answering.ts";
import { emojiLabel } from "../answer/emoji-label.ts";
import { interruptedExitCode, interruptible } from "../answer/interruptible.ts";
import { TextAnswer } from "../answer/text-answer.ts";
import { describeModel } from "../explain/metadata.ts";
import { metadataTable } from "../explain/metadata-table.ts";
import { ask } from "../terminal/ask.ts";
import { type History, openHistory } from "../terminal/history.ts";
import { keyboard } from "../terminal/keyboard.ts";
import type { Log } from "../terminal/log.ts";
import { standardOutput } from "../terminal/output.ts";
import { stateFolder } from "../terminal/state-folder.ts";
import { isLiveTerminal } from "../terminal/status.ts";
import { encodeChat, encodeCompletion } from "../tokenizer/chat-format.ts";
import type { MenuContext } from "./context.ts";
import { conversation } from "./conversation.ts";
import { MenuPage } from "./menu-page.ts";
import { showMessage, showSpeaker } from "./speakers.ts";

/** A prompt of the menu: a text to complete, or a chat. */
type Predefined = { readonly completion: string } | { readonly system: string; readonly user: string };

/** Those of the original program, in its order; the numbers are what a person types. */
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

/**
 * The menu: a prompt is chosen and answered, and the menu is there again, until the person leaves. After the first time
 * it is one row, so that the answer stays on the screen.
 */
export async function menu(context: MenuContext): Promise<void> {
  const history = rememberedHistory(context.log);
  keyboard().open();
  try {
    if (context.resume !== undefined) {
      if ((await conversation(context, history, context.resume)) === "leave") return;
    }
    await choose(context, history);
  } finally {
    keyboard().close();
  }
}

async function choose(context: MenuContext, history: History): Promise<void> {
  let isList = true;
  for (;;) {
    const page = openPage(context.log, isList);
    isList = false;
    const { dim } = context.log.colors;
    const reply = await ask(page.question(isLiveTerminal()), { choices: page, dim });
    if ("leave" in reply) {
      if (reply.leave === "interrupt") process.exitCode = interruptedExitCode;
      return;
    }
    const choice = page.choice(reply.text);
    if (choice === "leave") return;
    if (choice === "list") {
      isList = true;
    } else if (choice === "unknown") {
      process.stderr.write(`Type a number from 0 to ${ownChat}, then Enter; q or Ctrl-D leaves.\n`);
    } else if (choice === ownChat) {
      if ((await conversation(context, history)) === "leave") return;
    } else if (choice === 0) {
      await standardOutput().write(
        metadataTable(describeModel(context.model.files, context.model.tokenizer)),
      );
    } else {
      const item = await promptOf(choice, history);
      if (item !== undefined) await interruptible(() => answer(item, context));
    }
  }
}

/** The menu below what is on the screen. A list that is higher than the screen is written above it once. */
function openPage(log: Log, isList: boolean): MenuPage {
  process.stderr.write("\n");
  const page = new MenuPage(items, log.colors, isList);
  if (!isList) return page;
  const rows = page.rows("", Math.max(2, (process.stderr.columns || 80) - 1));
  if (rows.length + 1 < (process.stderr.rows || 24) || !isLiveTerminal()) return page;
  process.stderr.write(`${rows.join("\n")}\n`);
  return new MenuPage(items, log.colors, false);
}

/** What was typed in earlier runs; nothing if there is no place to keep it. */
function rememberedHistory(log: Log): History {
  const folder = stateFolder();
  return openHistory(folder === undefined ? undefined : join(folder, "history"), (problem) => {
    if (log.isVerbose) log.info(`what you type is not remembered: ${problem}`);
  });
}

/** What a number of the menu stands for; a text of one's own is asked for. @returns undefined if there is none */
async function promptOf(choice: number, history: History): Promise<Predefined | undefined> {
  if (choice !== ownCompletion) return predefined[choice - 1];
  const reply = await ask("Text to complete: ", { history });
  return "leave" in reply || reply.text === "" ? undefined : { completion: reply.text };
}

async function answer(item: Predefined, context: MenuContext): Promise<void> {
  const { model, log } = context;
  const { tokenizer } = model;
  const output = standardOutput();
  process.stderr.write("\n");
  if ("completion" in item) {
    const view = new TextAnswer(tokenizer, output, emojiLabel(log));
    await view.begin(item.completion);
    const prompt = encodeCompletion(tokenizer, item.completion);
    log.info(describeAnswer(await answerPrompt(context, prompt, view)));
    return;
  }
  const { system, user } = item;
  showMessage("system", system, log);
  showMessage("user", user, log);
  const prompt = encodeChat(tokenizer, [
    { role: "system", content: system },
    { role: "user", content: user },
  ]);
  const view = new TextAnswer(tokenizer, output, emojiLabel(log), showSpeaker("assistant", log));
  log.info(describeAnswer(await answerPrompt(context, prompt, view)));
}
