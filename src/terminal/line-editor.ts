import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import type { Key } from "./keyboard.ts";

/** A line that is being typed below a question. */
export interface LineEditor {
  readonly text: string;
  /** Rows from the question down to the cursor. */
  readonly row: number;
  /** Types a text that has no line end. */
  insert(text: string): void;
  /** Does what a key does to the line: moves, deletes, goes back to earlier lines. */
  press(key: Key): void;
  /** Types a text in place of what is there. */
  replace(text: string): void;
  /** Ends the line on the screen; the next begins empty. */
  endLine(): void;
  /** Shows a question, with what is typed behind it. */
  show(question: string): void;
  /** Shows it anew: someone else wrote to the screen, and left the cursor at the start of a row. */
  redraw(): void;
  close(): void;
}

/** What a line editor may be given. */
export interface EditorOptions {
  /** Earlier lines for the arrow keys, the newest first. */
  readonly history?: readonly string[];
  /** Words that Tab may complete a line to. */
  readonly completions?: readonly string[];
}

/** Edits lines with node's readline, for a terminal that understands control sequences. */
export function readlineEditor({ history = [], completions = [] }: EditorOptions): LineEditor {
  const reader = createInterface({
    // Keys are handed over one by one, since some of them are not readline's business
    input: new PassThrough(),
    output: process.stderr,
    terminal: true,
    history: [...history],
    historySize: history.length + 1000,
    completer: (line: string) => [completions.filter((word) => line !== "" && word.startsWith(line)), line],
  });
  // Readline ends with a line break what it takes for the last line
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

/** Reads lines that the terminal itself lets a person edit, for one that understands no control sequences. */
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
