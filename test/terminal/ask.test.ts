import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import {
  answered,
  arrowLeft,
  arrowUp,
  ctrlC,
  ctrlD,
  enter,
  intoChat,
  menu,
  said,
  tinyModel,
} from "../support/chat.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";
import { inTerminal } from "../support/terminal.ts";

const folder = temporaryFolder();
let files = 0;
const newPath = (): string => join(folder, `${++files}.json`);

describe.skipIf(process.platform === "win32")("what is pasted", () => {
  /** Sends pieces of keys one after the other. @returns the turns that came of them */
  const send = async (...pieces: string[]) => {
    const path = newPath();
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

  test("in the middle of a line goes in there", async () => {
    const { turns } = await send(`AAA BBB${arrowLeft.repeat(3)}`, "\x1b[200~p1\rp2\rp3\x1b[201~", enter);
    expect(turns).toEqual(["AAA p1\np2\np3BBB"]);
  });

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

describe.skipIf(process.platform === "win32")("what is typed while an answer streams", () => {
  // The plain engine, so that the answer lasts
  const slow = ["-m", fixture("tiny-llama"), "--engine", "typescript", "-n", "300"];
  const type =
    (...pieces: string[]) =>
    async (_: string, terminal: Bun.Terminal) => {
      for (const piece of pieces) {
        terminal.write(piece);
        await Bun.sleep(30);
      }
    };

  test("does not show in it, and is there in the next question, Enter included", async () => {
    const path = newPath();
    const { shown } = await inTerminal(slow, [
      ...intoChat,
      [/You: /, `Hi${enter}`],
      [/token \d/, type("typ", "ed a", `hex${"\x7f"}ad`, `${enter}rest`)],
      [/You: typed ahead.*token limit.*You: rest/s, enter],
      [answered, `/save ${path}${enter}`],
      [/saved 6 messages.*You: /s, ctrlD],
    ]);
    expect(said(path, "user")).toEqual(["Hi", "typed ahead", "rest"]);
    expect(shown.slice(shown.indexOf("token 2"), shown.indexOf("token limit"))).not.toContain("typ");
  });

  test("stays when Ctrl-C stops the answer; a paste of several lines is one turn", async () => {
    const path = newPath();
    await inTerminal(slow, [
      ...intoChat,
      [/You: /, `Hi${enter}`],
      [/token \d/, type("next ", "\x1b[200~a\rb\x1b[201~", ctrlC)],
      [/interrupted.*You: next a.*b/s, enter],
      [answered, `/save ${path}${enter}`],
      [/saved 4 messages.*You: /s, ctrlD],
    ]);
    expect(said(path, "user")).toEqual(["Hi", "next a\nb"]);
  });

  test("at the menu chooses the next item", async () => {
    const { code, shown } = await inTerminal(slow, [
      [menu, `1${enter}`],
      [/token \d/, type("2", enter)],
      [/System: You are Einstein.*tok\/s.*Choose/s, "q"],
    ]);
    expect(code).toBe(0);
    expect(shown.match(/tok\/s · answer|token limit reached/g)?.length).toBeGreaterThanOrEqual(2);
  });
});

describe.skipIf(process.platform === "win32")("a turn of several lines", () => {
  test("is one entry of the history, and is edited as a whole", async () => {
    const path = newPath();
    await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `one\x1b\rtwo${enter}`],
      [answered, `draft${arrowUp}`],
      [/one.*two/s, `${arrowUp}${"\x1b[F"}!${enter}`],
      [answered, `/save ${path}${enter}`],
      [/saved 4 messages.*You: /s, ctrlD],
    ]);
    expect(said(path, "user")).toEqual(["one\ntwo", "one!\ntwo"]);
  });

  test("Ctrl-R finds what was typed before", async () => {
    const path = newPath();
    await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `first question${enter}`],
      [answered, `second${enter}`],
      [answered, "\x12quest"],
      [/search “quest”: first question/, enter],
      [answered, `/save ${path}${enter}`],
      [/saved 6 messages.*You: /s, ctrlD],
    ]);
    expect(said(path, "user")).toEqual(["first question", "second", "first question"]);
  });
});

test.skipIf(process.platform === "win32")(
  "the window may change its size while a text is typed",
  async () => {
    const { screen } = await inTerminal(
      tinyModel,
      [
        ...intoChat,
        [/You: /, "one two three four five six seven"],
        [
          /seven/,
          (_, terminal, screen) => {
            screen.resize(24, 40);
            terminal.resize(24, 40);
          },
        ],
        [/five six/, " nine"],
        [/nine/, `${ctrlC}${ctrlD}`],
      ],
      {
        watch(screen) {
          const rows = screen.screen.join("\n");
          if (rows.includes("nine")) expect(rows).toContain("\nYou: one two three four\nfive six seven nine");
        },
      },
    );
    expect(screen.unknown).toEqual([]);
  },
);

test.skipIf(process.platform === "win32")(
  "at a terminal without control sequences lines are read as they come",
  async () => {
    const path = newPath();
    const { raw } = await inTerminal(
      tinyModel,
      [
        [/Choose/, `8${enter}`],
        [/System prompt/, enter],
        [/You: /, `one\\${enter}`],
        [/\.\.\. /, `two${enter}`],
        [answered, `/save ${path}${enter}`],
        [/saved 2 messages.*You: /s, ctrlD],
      ],
      { env: { TERM: "dumb" } },
    );
    expect(said(path, "user")).toEqual(["one\ntwo"]);
    expect(raw).not.toContain("\x1b");
  },
);
