import { LineEditor, type Question } from "../../../src/terminal/editor/line-editor.ts";
import { type Key, KeyDecoder } from "../../../src/terminal/key-decoder.ts";
import type { Chance } from "./chance.ts";
import { randomText } from "./random-text.ts";
import { require, type Target, target } from "./target.ts";

/** What a terminal sends for keys, and pieces of such sequences. */
const sequences = [
  ...[
    "\r",
    "\n",
    "\t",
    "\x1b",
    "\x7f",
    "\b",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[H",
    "\x1b[F",
    "\x1b[3~",
  ],
  ...[
    "\x1b[1;5C",
    "\x1b[1;5D",
    "\x1bb",
    "\x1bf",
    "\x1bd",
    "\x1b<",
    "\x1b>",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[Z",
    "\x1bOA",
  ],
  ...[
    "\x1b[27;5;13~",
    "\x1b[13;2u",
    "\x1b[200~",
    "\x1b[201~",
    "\x1b[",
    "\x1bO",
    "\x1b[1;",
    "\x1b[99999999999u",
  ],
  ...Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)),
];
const histories: readonly (readonly string[] | undefined)[] = [
  undefined,
  [],
  ["hello", "two\nlines", "👩\u200d🚀 日本語", "x".repeat(300), ""],
];

/** Keyboards: what a terminal sends, in any pieces, to the editor of a line, in a window of any size. */
export const editorTarget: Target = target(
  "keyboards",
  (chance) => JSON.stringify(session(chance)),
  (json) => type(JSON.parse(json)),
);

interface Session {
  readonly columns: number;
  readonly rows: number;
  readonly question: string;
  readonly history: number;
  /** What arrives, or the size that the window gets. */
  readonly events: readonly (string | readonly [columns: number, rows: number])[];
}

function session(chance: Chance): Session {
  const size = () => [chance.spread(1, 200), chance.spread(1, 60)] as const;
  const [columns, rows] = size();
  const events = Array.from({ length: chance.spread(1, 60) }, () => {
    if (chance.oneIn(20)) return size();
    return chance.oneIn(3) ? randomText(chance, 8) : chance.pick(sequences).repeat(chance.spread(1, 4));
  });
  const question = chance.pick(["You: ", "", "> ", randomText(chance, 10).replace(/[\p{C}\p{Z}]/gu, "")]);
  return { columns, rows, question, history: chance.below(histories.length), events };
}

async function type({ columns, rows, question, history, events }: Session): Promise<void> {
  const screen = { columns, rows, write: checkShown };
  const asked: Question = {
    question,
    history: histories[history],
    complete: (text) => ({ from: Math.max(0, text.length - 1), words: ["one", "once", "日本", "日本語"] }),
  };
  const editor = new LineEditor(screen, asked);
  const decoder = new KeyDecoder();
  editor.draw();
  for (const event of events) {
    if (typeof event !== "string") {
      [screen.columns, screen.rows] = event;
      editor.resize();
      continue;
    }
    const keys: Key[] = decoder.push(event);
    if (event.length === 1) keys.push(...decoder.flush());
    for (const key of keys) {
      const reply = await editor.press(key);
      require(editor.cursor >= 0 && editor.cursor <= editor.text.length, `the cursor is at ${editor.cursor}`);
      require(!/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(editor.text), "a control character is in the text");
      editor.draw();
      if (reply !== undefined) return;
    }
  }
  editor.leave();
}

/** What is written moves the cursor and erases, and nothing else. */
function checkShown(text: string): void {
  const rest = text.replaceAll(/\x1b\[\??[0-9;]*[A-Za-z]|\x1b[78DM]|[\r\n]/g, "");
  const [control] = /[\x00-\x1f\x7f-\x9f]/.exec(rest) ?? [];
  require(control === undefined, `a control character is written: ${JSON.stringify(control)}`);
}
