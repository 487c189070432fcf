import { describe, expect, test } from "bun:test";
import { LineEditor, type Question, type Reply } from "../../../src/terminal/editor/line-editor.ts";
import { KeyDecoder } from "../../../src/terminal/key-decoder.ts";
import { Emulator } from "../../support/emulator.ts";

/** An editor on a small screen, to which keys are sent as a terminal sends them. */
class Trial {
  readonly screen: Emulator;
  readonly editor: LineEditor;
  private readonly decoder = new KeyDecoder();

  constructor(question: Partial<Question> = {}, columns = 40, rows = 10) {
    const screen = new Emulator(columns, rows);
    this.screen = screen;
    const size = { columns, rows };
    this.editor = new LineEditor(
      { ...size, write: (text) => screen.write(text) },
      { question: "You: ", ...question },
    );
    this.editor.draw();
  }

  /** @returns the reply, if a key ended the question */
  async send(...pieces: string[]): Promise<Reply | undefined> {
    for (const piece of pieces) {
      for (const key of [...this.decoder.push(piece), ...this.decoder.flush()]) {
        const reply = await this.editor.press(key);
        this.editor.draw();
        if (reply !== undefined) return reply;
      }
    }
    return undefined;
  }

  /** The text with | where the cursor is. */
  get state(): string {
    const { text, cursor } = this.editor;
    return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
  }

  get rows(): string[] {
    return this.screen.screen.join("\n").trimEnd().split("\n");
  }
}

const [up, down, left, right, home, end] = ["\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F"];
const [backspace, altEnter, enter, tab] = ["\x7f", "\x1b\r", "\r", "\t"];
const paste = (text: string): string => `\x1b[200~${text}\x1b[201~`;

describe("keys change the text:", () => {
  test.each<[string, string[], string]>([
    ["Ctrl-A and Ctrl-E", ["one two", "\x01", "<", "\x05", ">"], "<one two>|"],
    ["Ctrl-B and Ctrl-F", ["abc", "\x02\x02", "\x06", "-"], "ab-|c"],
    ["Ctrl-K and Ctrl-Y", ["one two", "\x1bb", "\x0b", "\x01", "\x19"], "two|one "],
    ["Ctrl-U", ["one two", left, left, "\x15"], "|wo"],
    ["Ctrl-W", ["one two-three ", "\x17"], "one |"],
    ["Ctrl-W twice, and all of it back", ["a b c", "\x17", "\x17", "\x19"], "a b c|"],
    ["Alt-Backspace stops at signs", ["one two-three", "\x1b\x7f"], "one two-|"],
    ["Alt-B, Alt-F, Alt-D", ["one two three", "\x1bb\x1bb", "\x1bd", "\x1bf", "!"], "one  three!|"],
    ["Ctrl-T", ["acb", "\x14"], "abc|"],
    ["Ctrl-D in the text", ["abc", home, "\x04"], "|bc"],
    ["Ctrl-H and Delete", ["abc", "\x08", home, "\x1b[3~"], "|b"],
    ["Ctrl-_ takes back, typing as a whole", ["one", "\x17", "two", "\x1f", "\x1f"], "one|"],
    ["Ctrl-C", ["one", "\x03", "two"], "two|"],
    ["Ctrl-Left and Ctrl-Right", ["one two", "\x1b[1;5D", "-", "\x1b[1;5C", "-"], "one -two-|"],
  ])("%s", async (_, pieces, state) => {
    const trial = new Trial();
    await trial.send(...pieces);
    expect(trial.state).toBe(state);
  });

  test.each(["👍🏽", "👩‍👩‍👧‍👦", "🇹🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "e\u0301", "漢"])(
    "%s is one character, and the cursor stands right after it",
    async (character) => {
      const trial = new Trial();
      await trial.send(`a${character}b`, left, left);
      expect(trial.state).toBe(`a|${character}b`);
      await trial.send(right, home, end, left);
      expect(trial.state).toBe(`a${character}|b`);
      expect(trial.screen.beforeCursor).toBe(`You: a${character}`);
      await trial.send(backspace);
      expect(trial.state).toBe("a|b");
    },
  );
});

describe("a text of several lines", () => {
  test("is pasted where the cursor is", async () => {
    const trial = new Trial();
    await trial.send("AAA BBB", left + left + left, paste("p1\np2\np3"));
    expect(trial.state).toBe("AAA p1\np2\np3|BBB");
    expect(trial.rows).toEqual(["You: AAA p1", "... p2", "... p3BBB"]);
    expect(await trial.send(enter)).toEqual({ text: "AAA p1\np2\np3BBB" });
  });

  test("is edited as a whole: Up, Down, Backspace across lines", async () => {
    const trial = new Trial();
    await trial.send("one", altEnter, "two", altEnter, "three", up, up, "1");
    expect(trial.state).toBe("one1|\ntwo\nthree");
    await trial.send(down, "2", home, backspace);
    expect(trial.state).toBe("one1|two2\nthree");
    expect(trial.rows).toEqual(["You: one1two2", "... three"]);
  });

  test("begins with a backslash and Enter, at its end only", async () => {
    const trial = new Trial();
    expect(await trial.send("a\\", enter, "b\\c", enter)).toEqual({ text: "a\nb\\c" });
  });

  test("keeps the column of wide characters, from line to line", async () => {
    const trial = new Trial();
    await trial.send("漢字漢字", altEnter, "abcd", up);
    expect(trial.state).toBe("漢字|漢字\nabcd");
  });

  test("is taken by Ctrl-K and Ctrl-U line by line", async () => {
    const trial = new Trial();
    await trial.send("one", altEnter, "two", "\x15", "\x15");
    expect(trial.state).toBe("one|");
    await trial.send("\x19");
    expect(trial.state).toBe("one\ntwo|");
  });
});

describe("earlier texts", () => {
  const history = ["three", "two\nlines", "one"];

  test("come with Up, each as a whole, and Down brings back what was being typed", async () => {
    const trial = new Trial({ history });
    await trial.send("draft", up);
    expect(trial.state).toBe("three|");
    await trial.send(up);
    expect(trial.state).toBe("two\nlines|");
    await trial.send(up, up);
    expect(trial.state).toBe("one|");
    await trial.send("!", down, down, down, down);
    expect(trial.state).toBe("draft|");
    await trial.send("\x10\x10\x10");
    expect(trial.state).toBe("one!|");
  });

  test("are found by Ctrl-R, again by Ctrl-R, and sent by Enter", async () => {
    const trial = new Trial({ history: ["Why?", "tell me why", "why not", "how"] });
    await trial.send("draft", "\x12", "wh");
    expect(trial.rows).toEqual(["search “wh”: Why?"]);
    await trial.send("\x12");
    expect(trial.rows).toEqual(["search “wh”: tell me why"]);
    expect(trial.screen.beforeCursor).toBe("search “wh”: tell me ");
    await trial.send("\x12", "\x12");
    expect(trial.rows).toEqual(["not found “wh”: why not"]);
    await trial.send("\x13");
    expect(await trial.send(enter)).toEqual({ text: "tell me why" });
    expect(trial.rows).toEqual(["You: tell me why"]);
  });

  test("are edited after any other key, and left by Ctrl-G", async () => {
    const trial = new Trial({ history });
    await trial.send("draft", "\x12", "ee", end, "!");
    expect(trial.state).toBe("three!|");
    await trial.send("\x12", "two", "\x07");
    expect(trial.state).toBe("three!|");
    expect(trial.rows).toEqual(["You: three!"]);
  });
});

describe("Tab", () => {
  const complete = (text: string) => ({
    from: text.lastIndexOf(" ") + 1,
    words: ["apple", "apricot", "b\x1b[2J", "café"],
  });

  test("completes as far as there is no choice, and then shows it", async () => {
    const trial = new Trial({ complete });
    await trial.send("an a", tab);
    expect(trial.state).toBe("an ap|");
    await trial.send(tab);
    expect(trial.rows).toEqual(["You: an ap", "apple    apricot"]);
    await trial.send("r", tab);
    expect(trial.state).toBe("an apricot|");
    expect(trial.rows).toEqual(["You: an apricot"]);
  });

  test("offers nothing that a terminal would obey", async () => {
    const trial = new Trial({ complete });
    await trial.send("b", tab);
    expect(trial.state).toBe("b|");
  });
});

describe("on the screen", () => {
  test("a long text is broken at words, with the cursor in the next row after a full one", async () => {
    const trial = new Trial({}, 20);
    await trial.send("one two three four five");
    expect(trial.rows).toEqual(["You: one two three", "four five"]);
    await trial.send(" six seven");
    expect(trial.rows).toEqual(["You: one two three", "four five six seven"]);
    await trial.send("x");
    expect(trial.rows).toEqual(["You: one two three", "four five six", "sevenx"]);
  });

  test("wide characters at the right margin go to the next row", async () => {
    const trial = new Trial({}, 20);
    await trial.send("漢字漢字漢字漢");
    expect(trial.rows).toEqual(["You: 漢字漢字漢字漢"]);
    await trial.send("字");
    expect(trial.rows).toEqual(["You: 漢字漢字漢字漢", "字"]);
    expect([trial.screen.row, trial.screen.column]).toEqual([1, 2]);
    await trial.send(left);
    expect([trial.screen.row, trial.screen.column]).toEqual([1, 0]);
  });

  test("a text that is higher than the screen scrolls under the cursor, and is there as a whole at the end", async () => {
    const trial = new Trial({}, 40, 4);
    await trial.send(paste(Array.from({ length: 9 }, (_, n) => `line ${n}`).join("\n")));
    expect(trial.rows).toEqual(["... line 5", "... line 6", "... line 7", "... line 8"]);
    await trial.send(up.repeat(8));
    expect(trial.rows[0]).toBe("You: line 0");
    expect(await trial.send(enter)).toBeDefined();
    trial.editor.leave();
    const all = [...trial.screen.scrolled, ...trial.rows];
    expect(all.slice(-9)).toEqual(
      Array.from({ length: 9 }, (_, n) => `${n === 0 ? "You: " : "... "}line ${n}`),
    );
  });

  test("Ctrl-L leaves nothing but the question", async () => {
    const trial = new Trial();
    trial.screen.write("\r\nnoise\r\n");
    trial.editor.forget();
    trial.editor.draw();
    await trial.send("text", "\x0c");
    expect(trial.rows).toEqual(["You: text"]);
    expect(trial.screen.row).toBe(0);
  });

  test.each([
    ["narrower", 20, ["above", "You: one two three", "four five six seven", "eight"]],
    ["wider", 60, ["above", "You: one two three four five six seven eight"]],
    [
      "so narrow that the question has a row of its own",
      8,
      ["above", "You:", "one two", "three", "four", "five", "six", "seven", "eight"],
    ],
  ])("the window becomes %s, and the text is broken anew", async (_, columns, rows) => {
    const screen = new Emulator(40, 12);
    const size = { columns: 40, rows: 12 };
    screen.write("above\r\n");
    const editor = new LineEditor(
      {
        get columns() {
          return size.columns;
        },
        rows: 12,
        write: (text) => screen.write(text),
      },
      { question: "You: " },
    );
    editor.draw();
    await editor.press({ name: "text", text: "one two three four five six seven eight" });
    editor.draw();
    screen.resize(columns, 12);
    size.columns = columns;
    editor.resize();
    expect(screen.screen.join("\n").trimEnd().split("\n")).toEqual(rows);
    expect(screen.beforeCursor).toBe(rows[rows.length - 1]);
  });
});
