import { expect, test } from "bun:test";
import fc from "fast-check";
import { LineEditor } from "../../../src/terminal/editor/line-editor.ts";
import { TextBuffer } from "../../../src/terminal/editor/text-buffer.ts";
import { Emulator } from "../../support/emulator.ts";
import { ReferenceEditor, type ReferenceKey } from "./reference-editor.ts";

const part = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "word ", "two words", " ", "  ", "-", "x".repeat(30)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom("漢", "漢字「かな」。", "한국", "👍🏽", "👩‍👩‍👧", "🇹🇷", "❤️", "e\u0301", "🏽"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("\u0301", "\u200d", "🏽".repeat(50), "\u{1f1f9}", "நி", "ﷺ", "\ufe0f"),
  },
  {
    weight: 2,
    arbitrary: fc
      .string({ unit: "grapheme", maxLength: 12 })
      .map((text) => text.replace(/[\p{C}\p{Z}]/gu, "")),
  },
);
const key = fc.oneof(
  { weight: 5, arbitrary: part.map((type): ReferenceKey => ({ type })) },
  {
    weight: 1,
    arbitrary: fc.array(part, { maxLength: 5 }).map((lines): ReferenceKey => ({ paste: lines.join("\r\n") })),
  },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom("left", "right", "home", "end", "backspace", "delete")
      .map((key): ReferenceKey => ({ key })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom("ctrl-k", "ctrl-u", "ctrl-y", "alt-enter", "ctrl-p", "ctrl-n")
      .map((key): ReferenceKey => ({ key })),
  },
);
const resize = fc.record({
  columns: fc.integer({ min: 12, max: 60 }),
  rows: fc.integer({ min: 8, max: 60 }),
});
const history = ["newest text", "two\nlines", "漢字 🇹🇷"];

/** A text without its spaces: where rows are broken does not matter. */
const solid = (text: string): string => text.replace(/\s/gu, "");

test.each([true, false])(
  "whatever is pressed, the text is that of a plain model, and the screen shows it with the cursor in its place (joining terminal: %s)",
  async (joins) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(key, { maxLength: 40 }),
        fc.constantFrom(20, 33, 80),
        async (keys, columns) => {
          // As high as the text can become, so that all of it is on the screen
          const screen = new Emulator(columns, 400, joins);
          const editor = new LineEditor(onScreen(screen), { question: "You: ", history });
          const reference = new ReferenceEditor(history, clearKilled());
          editor.draw();
          for (const pressed of keys) {
            expect(await editor.press(toKey(pressed))).toBeUndefined();
            editor.draw();
            reference.press(pressed);
            expect(editor.text).toBe(reference.text);
            expect(editor.cursor).toBe(reference.before.length);
            const prefixed = (text: string) => `You: ${text.replaceAll("\n", columns < 20 ? "" : "... ")}`;
            expect(solid(screen.screen.join(""))).toBe(solid(prefixed(editor.text)));
            // Marks at the beginning of a line belong to the space before it for a terminal
            if (isWithinGrapheme(prefixed(editor.text), prefixed(reference.before).length)) continue;
            const above = screen.screen.slice(0, screen.row).join("");
            expect(solid(above + screen.beforeCursor)).toBe(solid(prefixed(reference.before)));
          }
          expect(screen.unknown).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  },
);

test("a window that changes its width shows the text once, and nothing else", async () => {
  const ordinary = fc.constantFrom(
    "a",
    "word ",
    "two words",
    "x".repeat(30),
    "漢字「かな」。",
    "\n",
    "e\u0301",
  );
  const step = fc.oneof(
    ordinary,
    fc.integer({ min: 12, max: 60 }),
    fc.constantFrom({ name: "left" }, { name: "up" }, { name: "home" }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const screen = new Emulator(40, 300);
      const editor = new LineEditor(onScreen(screen), { question: "You: " });
      screen.write("above\r\n");
      editor.draw();
      for (const each of steps) {
        if (typeof each === "number") {
          screen.resize(each, 300);
          editor.resize();
        } else {
          await editor.press(typeof each === "string" ? { name: "paste", text: `${each}\n` } : each);
          editor.draw();
        }
        const prefix = screen.columns - 1 < 16 ? "" : "... ";
        expect(solid(screen.screen.join(""))).toBe(
          solid(`above You: ${editor.text.replaceAll("\n", prefix)}`),
        );
      }
    }),
    { numRuns: 400 },
  );
});

test("any bytes, in windows of any size that changes, do not throw", async () => {
  const names = fc.constantFrom(
    ..."up down tab ctrl-r ctrl-s ctrl-g ctrl-c ctrl-l escape alt-b alt-f alt-d ctrl-w ctrl-t ctrl-_ alt-< alt-> pageup".split(
      " ",
    ),
  );
  const any = fc.oneof(
    names.map((name) => ({ name })),
    key.map(toKey),
    fc.string().map((text) => ({ name: "paste", text })),
  );
  const step = fc.oneof({ weight: 9, arbitrary: any }, { weight: 1, arbitrary: resize });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), resize, async (steps, size) => {
      const screen = new Emulator(size.columns, size.rows);
      const complete = (text: string) => ({ from: 0, words: [`${text}漢`, `${text}b`] });
      const editor = new LineEditor(onScreen(screen), {
        question: "System prompt (Enter: none): ",
        history,
        complete,
      });
      editor.draw();
      for (const each of steps) {
        if ("columns" in each) {
          screen.resize(each.columns, each.rows);
          editor.resize();
        } else {
          const reply = await editor.press(each);
          if (reply !== undefined) {
            editor.draw();
            editor.leave();
            return;
          }
          editor.draw();
        }
        // The cursor is on the screen, and not where the next character would go to another row
        expect(screen.column).toBeLessThan(screen.columns);
        expect(screen.row).toBeLessThan(screen.rows);
      }
      expect(screen.unknown).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

function onScreen(screen: Emulator) {
  return {
    get columns() {
      return screen.columns;
    },
    get rows() {
      return screen.rows;
    },
    write: (text: string) => screen.write(text),
  };
}

function toKey(pressed: ReferenceKey): { name: string; text?: string } {
  if ("type" in pressed) return { name: "text", text: pressed.type };
  return "paste" in pressed ? { name: "paste", text: pressed.paste } : { name: pressed.key };
}

function isWithinGrapheme(text: string, position: number): boolean {
  const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text);
  return position < text.length && segments.containing(position)?.index !== position;
}

/** What was killed last is kept for the next question. @returns what it is now */
function clearKilled(): string {
  const buffer = new TextBuffer();
  buffer.insert("killed");
  buffer.kill(0);
  return "killed";
}
