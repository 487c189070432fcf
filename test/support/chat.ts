import { readFileSync } from "node:fs";
import { fixture } from "./reference.ts";

/** Arguments for a model that says little. */
export const tinyModel = ["-m", fixture("tiny-llama"), "-n", "8"];

/** What the menu looks like at its end. */
export const menu = /Turkey.*Choose/s;
/** What is there once an answer has been given in a chat. */
export const answered = /tok\/s.*You: /s;

export const enter = "\r";
export const arrowUp = "\x1b[A";
export const arrowDown = "\x1b[B";
export const arrowLeft = "\x1b[D";
export const esc = "\x1b";
export const tab = "\t";
export const backspace = "\x7f";
export const ctrlC = "\x03";
export const ctrlD = "\x04";
export const ctrlZ = "\x1a";

/** From the menu into a chat without a system prompt. */
export const intoChat = [
  [menu, `8${enter}`],
  [/System prompt/, enter],
] as const;

/** What a role says in a saved chat. */
export function said(path: string, role: string): string[] {
  const { messages } = JSON.parse(readFileSync(path, "utf8"));
  return messages
    .filter((message: { role: string }) => message.role === role)
    .map(({ content }: { content: string }) => content);
}
