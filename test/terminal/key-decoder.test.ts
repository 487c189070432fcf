import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { KeyDecoder } from "../../src/terminal/key-decoder.ts";

/** Keys as words: "up", or text in quotes. */
function decode(...pieces: string[]): string[] {
  const decoder = new KeyDecoder();
  const keys = [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.flush()];
  return keys.map(({ name, text }) => (text === undefined ? name : `${name} ${JSON.stringify(text)}`));
}

// The sequences are those of xterm's ctlseqs, of kitty's keyboard protocol, and of the Linux console
describe("keys", () => {
  test.each<[string, string[], string[]]>([
    ["letters", ["aä漢"], ['text "aä漢"']],
    ["control keys", ["\x01\x05\x1f\x00"], ["ctrl-a", "ctrl-e", "ctrl-_", "ctrl-space"]],
    ["Enter, Tab, Backspace", ["\r", "\t", "\x7f", "\b"], ["enter", "tab", "backspace", "backspace"]],
    ["arrows", ["\x1b[A\x1b[B\x1bOC\x1bOD"], ["up", "down", "right", "left"]],
    ["arrows with modifiers", ["\x1b[1;5D\x1b[1;3C\x1b[1;2A"], ["ctrl-left", "alt-right", "shift-up"]],
    ["Home and End", ["\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH"], ["home", "end", "home", "end", "home"]],
    ["Delete and Page Up", ["\x1b[3~\x1b[5~\x1b[3;5~"], ["delete", "pageup", "ctrl-delete"]],
    ["Alt and a letter", ["\x1bb\x1bF"], ["alt-b", "alt-F"]],
    ["Alt-Enter and Alt-Backspace", ["\x1b\r", "\x1b\x7f"], ["alt-enter", "alt-backspace"]],
    ["Ctrl-Alt", ["\x1b\x02"], ["ctrl-alt-b"]],
    ["Esc", ["\x1b"], ["escape"]],
    ["Esc twice", ["\x1b\x1b"], ["escape", "escape"]],
    ["a sequence in three pieces", ["\x1b", "[1;", "5C"], ["ctrl-right"]],
    ["Alt-[ and Alt-O", ["\x1b["], ["alt-["]],
    ["Alt-O", ["\x1bO"], ["alt-O"]],
    ["Shift-Enter as xterm sends it", ["\x1b[27;2;13~"], ["shift-enter"]],
    ["Shift-Enter as kitty sends it", ["\x1b[13;2u"], ["shift-enter"]],
    ["Ctrl-C as kitty sends it", ["\x1b[99;5u"], ["ctrl-c"]],
    ["a letter as kitty sends it", ["\x1b[97u"], ['text "a"']],
    ["what is not known", ["\x1b[200;1R\x1b[[A\x1b[?1;2cx"], ['text "x"']],
  ])("%s", (_, pieces, keys) => {
    expect(decode(...pieces)).toEqual(keys);
  });
});

describe("what is pasted", () => {
  test.each<[string, string[], string[]]>([
    ["is taken as it is", ["\x1b[200~a\r\tb\x1b[A\x1b[201~c"], ['paste "a\\r\\tb\\u001b[A"', 'text "c"']],
    ["may come in pieces", ["\x1b[20", "0~a", "b\x1b[2", "01~"], ['paste "ab"']],
    ["may contain Ctrl-C", ["\x1b[200~a", "\x03b\x1b[201~"], ['paste "a\\u0003b"']],
    ["is given up by Ctrl-C, if its end is lost", ["\x1b[200~a", "\x03", "b"], ['text "b"']],
    [
      "without marks has line ends that are no Enter",
      ["a\rb\r\nc\r"],
      ['text "a"', "newline", 'text "b"', "newline", 'text "c"', "enter"],
    ],
    ["and empty lines", ["a\r\r\tb"], ['text "a"', "newline", "newline", "tab", 'text "b"']],
  ])("%s", (_, pieces, keys) => {
    expect(decode(...pieces)).toEqual(keys);
  });

  test("Enter before a key that types nothing is Enter", () => {
    expect(decode("a\r\x04")).toEqual(['text "a"', "enter", "ctrl-d"]);
    expect(decode("\r\r")).toEqual(["enter", "enter"]);
  });
});

test("any bytes in any pieces give keys, and no text with control characters", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("\x1b", "[", "O", "2", "0", "1", "~", ";", "A", "\r", "\x03", "u", "x"),
    }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const decoder = new KeyDecoder();
      const keys = [...pieces.flatMap((each) => decoder.push(each)), ...decoder.flush()];
      for (const { name, text } of keys) {
        expect(name).not.toBe("");
        if (name === "text") expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
      }
    }),
    { numRuns: 2000 },
  );
});
