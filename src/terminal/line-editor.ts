import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import type { Key } from "./keyboard.ts";

/** a line that is being typed below a question. */
export interface LineEditor {
  readonly text: string;
  /** rows from the question down to the cursor. */
  readonly row: number;
  /** types a text that has no line end. */
  insert(text: string): void;
  /** does what a key does to the line: moves, deletes, goes back to earlier lines. */
  press(key: Key): void;
  /** types a text in place of what is there. */
  replace(text: string): void;
  /** ends the line on the screen; the next begins empty. */
  endLine(): void;
  /** shows a question, with what is typed behind it. */
  show(question: string): void;
  /** shows it anew: someone else wrote to the screen, and left the cursor at the start of a row. */
  redraw(): void;
  close(): void;
}

/** what a line editor may be given. */
export interface EditorOptions {
  /** earlier lines for the arrow keys, the newest first. */
  readonly history?: readonly string[];
  /** words that Tab may complete a line to. */
  readonly completions?: readonly string[];
}

/** edits lines with node's readline, for a terminal that understands control sequences. */
export function readlineEditor({ history = [], completions = [] }: EditorOptions): LineEditor {
  const reader = createInterface({
    // keys are handed over one by one, since some of them are not readline's business
    input: new PassThrough(),
    output: process.stderr,
    terminal: true,
    history: [...history],
    historySize: history.length + 1000,
    completer: (line: string) => [completions.filter((word) => line !== "" && word.startsWith(line)), line],
  });
  // readline ends with a line break what it takes for the last line
  const lineText = () => reader.line.replaceAll("\r", "\n");
  return {
    get text() {
      return lineText();
    },
    get row() {
      return reader.getCursorPos().rows;
    },
    insert(text) {
      if (text !== "") reader.write(text);
    },
    press(key) {
      reader.write(key.text ?? null, key);
    },
    replace(text) {
      reader.write(null, { ctrl: true, name: "e" });
      reader.write(null, { ctrl: true, name: "u" });
      reader.write(text);
    },
    endLine() {
      reader.write(null, { name: "return" });
    },
    show(question) {
      reader.setPrompt(question);
      reader.prompt(true);
    },
    redraw() {
      process.stderr.write("\n".repeat(reader.getCursorPos().rows));
      reader.prompt(true);
    },
    close() {
      reader.close();
    },
  };
}

/** reads lines that the terminal itself lets a person edit, for one that understands no control sequences. */
export function plainEditor(): LineEditor {
  let text = "";
  return {
    get text() {
      return text;
    },
    row: 0,
    insert(more) {
      text += more;
    },
    press() {},
    replace(other) {
      text = other;
    },
    endLine() {
      text = "";
    },
    show(question) {
      process.stderr.write(question);
    },
    redraw() {},
    close() {},
  };
}
