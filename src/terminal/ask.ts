import { askPlainly } from "./ask-plainly.ts";
import { type Choices, LineEditor, type Question, type Reply } from "./editor/line-editor.ts";
import type { History } from "./history.ts";
import { useTerminal } from "./job-control.ts";
import { keyboard } from "./keyboard.ts";
import { onLeaving, writeAtOnce } from "./on-leaving.ts";
import { isLiveTerminal } from "./status.ts";

export type { Choices, Reply };

/** How to ask. */
export interface AskOptions extends Omit<Question, "question" | "history"> {
  /** Earlier texts for the arrow keys; the new one is added. */
  readonly history?: History;
}

/**
 * Asks for a text at the terminal, with line editing. It may have several lines: a backslash at the end of the text or
 * Alt-Enter continues it, and what is pasted is taken as it is. If the terminal does not mark what is pasted, line ends
 * within text that arrives in one piece count as pasted. The keyboard must be open.
 */
export async function ask(question: string, options: AskOptions = {}): Promise<Reply> {
  const keys = keyboard();
  const onInterrupt = (): void => keys.press({ name: "ctrl-c" });
  process.on("SIGINT", onInterrupt);
  keys.beginQuestion();
  try {
    const reply = isLiveTerminal()
      ? await askOnScreen({ ...options, question, history: options.history?.lines })
      : await askPlainly(question, options.choices);
    if ("text" in reply && reply.text.trim() !== "") options.history?.add(reply.text);
    return reply;
  } finally {
    keys.endQuestion();
    process.off("SIGINT", onInterrupt);
  }
}

async function askOnScreen(question: Question): Promise<Reply> {
  const editor = new LineEditor(terminalScreen, question);
  const resize = (): void => editor.resize();
  const release = useTerminal({
    putBack: () => editor.leave(),
    takeAgain() {
      editor.forget();
      editor.draw();
    },
  });
  const forget = onLeaving(() => editor.leave());
  process.stderr.on("resize", resize);
  editor.draw();
  try {
    return await replyOf(editor);
  } finally {
    process.stderr.off("resize", resize);
    forget();
    release();
  }
}

async function replyOf(editor: LineEditor): Promise<Reply> {
  for (;;) {
    const keys = await keyboard().read();
    if (keys.length === 0) return { leave: "end" };
    for (const [index, key] of keys.entries()) {
      const reply = await editor.press(key);
      if (reply === undefined) continue;
      keyboard().unread(keys.slice(index + 1));
      editor.draw();
      editor.leave();
      return reply;
    }
    editor.draw();
  }
}

/** The terminal of standard error. */
const terminalScreen = {
  get columns(): number {
    return process.stderr.columns || 80;
  },
  get rows(): number {
    return process.stderr.rows || 24;
  },
  write: writeAtOnce,
};
