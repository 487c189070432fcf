import type { History } from "./history.ts";
import { isControl, type Key, keyboard } from "./keyboard.ts";
import { type LineEditor, plainEditor, readlineEditor } from "./line-editor.ts";
import { isLiveTerminal } from "./status.ts";
import { enterTypingMode, leaveTypingMode, suspend } from "./typing-mode.ts";

/** What a person typed, or that they want to leave: Ctrl-D ends, Ctrl-C interrupts. */
export type Reply = { readonly text: string } | { readonly leave: "end" | "interrupt" };

/** Something on the screen above the question that the arrow keys choose from. */
export interface Choices {
  /** What an arrow key up (-1) or down (1) changes the typed text to. */
  step(text: string, by: 1 | -1): string;
  /**
   * Shows what the typed text chooses.
   * @param row rows from the question down to the cursor
   * @returns whether all was printed anew, and the question belongs below it
   */
  follow(text: string, row: number): boolean;
}

/** How to ask. */
export interface AskOptions {
  /** Earlier lines for the arrow keys; the new one is added. */
  readonly history?: History;
  /** Words that Tab may complete a line to. */
  readonly completions?: readonly string[];
  /** With choices a reply is one line, and the arrow keys choose. */
  readonly choices?: Choices;
}

const lineEnds = /\r\n|[\n\r\u2028\u2029]/;
const nextLine = "... ";

/**
 * Asks for a text at the terminal, with line editing. It may have several lines: a backslash at the end of a line or
 * Alt-Enter continues it, and what is pasted is taken as it is. Where the terminal does not mark what is pasted, lines
 * that arrive in one piece count as that.
 */
export async function ask(question: string, options: AskOptions = {}): Promise<Reply> {
  const keys = keyboard();
  const isLive = isLiveTerminal();
  const lines = options.history?.lines;
  const editor = isLive
    ? readlineEditor({ history: lines, completions: options.completions })
    : plainEditor();
  const onInterrupt = (): void => keys.press({ ctrl: true, name: "c" });
  const onContinue = (): void => {
    enterTypingMode();
    editor.redraw();
  };
  process.on("SIGINT", onInterrupt);
  if (isLive) {
    enterTypingMode();
    process.on("SIGCONT", onContinue);
  }
  keys.resume();
  const asking = new Asking(question, editor, options.choices, isLive);
  try {
    const reply = await asking.reply();
    if ("text" in reply && reply.text.trim() !== "") options.history?.add(reply.text);
    return reply;
  } finally {
    keys.pause(asking.unused);
    editor.close();
    leaveTypingMode();
    process.off("SIGINT", onInterrupt);
    process.off("SIGCONT", onContinue);
  }
}

/** A question until it is answered. */
class Asking {
  /** Keys behind the one that ended the reply. */
  unused: readonly Key[] = [];
  /** Lines of the reply that have ended. */
  private lines: string[] = [];
  /** What has come of a paste that the terminal marks. */
  private paste: string | undefined;

  constructor(
    private readonly question: string,
    private readonly editor: LineEditor,
    private readonly choices: Choices | undefined,
    /** Whether the screen can be changed. */
    private readonly isLive: boolean,
  ) {}

  async reply(): Promise<Reply> {
    this.editor.show(this.question);
    for (;;) {
      const keys = await keyboard().read();
      if (keys.length === 0) return { leave: "end" };
      for (const [index, key] of keys.entries()) {
        if (this.paste !== undefined && keys.length === 1 && isControl(key, "c")) {
          // The end of the paste got lost
          this.paste = undefined;
          continue;
        }
        const reply = this.take(key, index === keys.length - 1);
        if (reply !== undefined) {
          this.unused = keys.slice(index + 1);
          return reply;
        }
      }
      if (this.isLive && this.choices?.follow(this.editor.text, this.editor.row)) this.editor.redraw();
    }
  }

  /** @param isLast whether nothing else came with this key */
  private take(key: Key, isLast: boolean): Reply | undefined {
    const { editor, choices } = this;
    if (key.name === "paste-start") {
      this.paste = "";
    } else if (key.name === "paste-end") {
      // The line end that comes with a copied line is not an empty line
      this.insert((this.paste ?? "").replace(/(\r\n|\n|\r)$/, ""));
      this.paste = undefined;
    } else if (this.paste !== undefined) {
      this.paste += key.text ?? "";
    } else if (key.name === "return" || key.name === "enter") {
      return this.enter(key, isLast);
    } else if (isControl(key, "c")) {
      if (choices !== undefined || (editor.text === "" && this.lines.length === 0))
        return { leave: "interrupt" };
      this.startOver();
    } else if (isControl(key, "d") && editor.text === "") {
      return { leave: "end" };
    } else if (isControl(key, "z") && process.platform !== "win32") {
      suspend();
    } else if (choices !== undefined && (key.name === "up" || key.name === "down")) {
      if (this.isLive) editor.replace(choices.step(editor.text, key.name === "up" ? -1 : 1));
    } else if (key.name === undefined && key.text !== undefined) {
      this.insert(key.text);
    } else {
      editor.press(key);
    }
  }

  private enter({ meta, name, isEarly }: Key, isLast: boolean): Reply | undefined {
    const { text } = this.editor;
    // Pressed in the middle of a piece. What was typed while an answer came has line feeds, by the terminal itself
    const isPasted = name === "return" && !isLast && isEarly !== true;
    const isContinued = text.endsWith("\\") && !isPasted && meta !== true;
    if (this.choices === undefined && (isPasted || isContinued || meta === true)) {
      this.endLine(isContinued ? text.slice(0, -1) : text);
      return undefined;
    }
    this.editor.endLine();
    return { text: [...this.lines, text].join("\n") };
  }

  private insert(text: string): void {
    const isOneLine = this.choices !== undefined;
    const [first, ...others] = isOneLine ? [text.split(lineEnds).join(" ")] : text.split(lineEnds);
    this.editor.insert(printable(first));
    for (const line of others) {
      this.endLine(this.editor.text);
      this.editor.insert(printable(line));
    }
  }

  private endLine(text: string): void {
    this.lines.push(text);
    this.editor.endLine();
    this.editor.show(nextLine);
  }

  private startOver(): void {
    this.editor.replace("");
    if (this.lines.length > 0) this.editor.endLine();
    this.lines = [];
    this.editor.show(this.question);
  }
}

/** Without control characters, which a terminal would obey; tabs stay. */
function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}
