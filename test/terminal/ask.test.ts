import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { answered, ctrlC, ctrlD, enter, intoChat, said, tinyModel } from "../support/chat.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { inTerminal, patience } from "../support/terminal.ts";

setDefaultTimeout(patience);

describe.skipIf(process.platform === "win32")("what is pasted", () => {
  /** Sends pieces of keys one after the other. @returns the turns that came of them */
  const send = async (...pieces: string[]) => {
    const path = join(temporaryFolder(), "chat.json");
    const write = async (_: string, terminal: Bun.Terminal) => {
      for (const piece of pieces) {
        terminal.write(piece);
        await Bun.sleep(100);
      }
    };
    const { raw } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, write],
      [answered, `/save ${path}${enter}`],
      [/saved.*You: /s, ctrlD],
    ]);
    return { turns: said(path, "user"), raw };
  };

  test("is one turn, line ends, tabs and all, where the terminal marks it", async () => {
    const { turns } = await send("\x1b[200~a\r  b\\\r\tc\r\x1b[201~", `d${enter}`);
    expect(turns).toEqual(["a\n  b\\\n\tcd"]);
  });

  test("in two pieces, with control characters, which are left out", async () => {
    const { turns, raw } = await send("\x1b[200~a\rb", `\x03\x04c\x1b[201~${enter}`);
    expect(turns).toEqual(["a\nbc"]);
    // Asked for at each question, and taken back
    expect(raw.split("\x1b[?2004h").length).toBe(raw.split("\x1b[?2004l").length);
  });

  test("is one turn where it comes in one piece", async () => {
    expect((await send(`a\rb\r`)).turns).toEqual(["a\nb"]);
  });

  test("without an end can be left by Ctrl-C", async () => {
    expect((await send("\x1b[200~a\rb", ctrlC, `c${enter}`)).turns).toEqual(["c"]);
  });

  test("Alt-Enter continues a line, Ctrl-C discards what was typed", async () => {
    const { turns } = await send("no\x1b\rno", ctrlC, `a\x1b\rb${enter}`);
    expect(turns).toEqual(["a\nb"]);
  });
});
