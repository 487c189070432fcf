import type { Choices, Reply } from "./editor/line-editor.ts";
import type { Key } from "./key-decoder.ts";
import { keyboard } from "./keyboard.ts";

/** Asks at a terminal that understands no control sequences; its own line editing is used. */
export async function askPlainly(question: string, choices?: Choices): Promise<Reply> {
  const reply = await readReply(question, choices);
  if ("leave" in reply) process.stderr.write("\n");
  return reply;
}

async function readReply(question: string, choices: Choices | undefined): Promise<Reply> {
  const above = choices?.rows("", process.stderr.columns || 80) ?? [];
  process.stderr.write([...above, question].join("\n"));
  let text = "";
  for (;;) {
    const keys = await keyboard().read();
    if (keys.length === 0) return { leave: "end" };
    for (const [index, key] of keys.entries()) {
      const isEnd = key.name === "enter" || key.name === "newline";
      if (key.name === "ctrl-c") return { leave: "interrupt" };
      if (isEnd && (choices !== undefined || !text.endsWith("\\"))) {
        keyboard().unread(keys.slice(index + 1));
        return { text };
      }
      if (isEnd) process.stderr.write("... ");
      text = isEnd ? `${text.slice(0, -1)}\n` : text + typedBy(key);
    }
  }
}

/** What a key types. The terminal passes on keys that it does not know. */
function typedBy({ name, text }: Key): string {
  return name === "text" || name === "paste" ? (text ?? "") : name === "tab" ? "\t" : "";
}
