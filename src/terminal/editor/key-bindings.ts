import type { TextBuffer } from "./text-buffer.ts";

type Edit = (buffer: TextBuffer) => void;

const back: Edit = (buffer) => buffer.move(buffer.before);
const forth: Edit = (buffer) => buffer.move(buffer.after);
const wordBack: Edit = (buffer) => buffer.move(buffer.wordBefore());
const wordForth: Edit = (buffer) => buffer.move(buffer.wordAfter);
const lineStart: Edit = (buffer) => buffer.move(buffer.lineStart);
const lineEnd: Edit = (buffer) => buffer.move(buffer.lineEnd);
const deleteBack: Edit = (buffer) => buffer.delete(buffer.before);
const deleteForth: Edit = (buffer) => buffer.delete(buffer.after);
const killWordBack: Edit = (buffer) => buffer.kill(buffer.wordBefore());
const killWordForth: Edit = (buffer) => buffer.kill(buffer.wordAfter);
const undo: Edit = (buffer) => buffer.undo();

/** What the keys do to a text: Emacs's keys, as in a shell, and those of editors. */
export const edits: Readonly<Record<string, Edit>> = {
  left: back,
  "ctrl-b": back,
  right: forth,
  "ctrl-f": forth,
  "alt-b": wordBack,
  "ctrl-left": wordBack,
  "alt-left": wordBack,
  "alt-f": wordForth,
  "ctrl-right": wordForth,
  "alt-right": wordForth,
  home: lineStart,
  "ctrl-a": lineStart,
  end: lineEnd,
  "ctrl-e": lineEnd,
  "ctrl-home": (buffer) => buffer.move(0),
  "ctrl-end": (buffer) => buffer.move(buffer.text.length),
  backspace: deleteBack,
  "ctrl-h": deleteBack,
  "shift-backspace": deleteBack,
  delete: deleteForth,
  "ctrl-d": deleteForth,
  "ctrl-w": (buffer) => buffer.kill(buffer.wordBefore(/\S/u)),
  "alt-backspace": killWordBack,
  "ctrl-backspace": killWordBack,
  "alt-d": killWordForth,
  "ctrl-delete": killWordForth,
  // At the beginning or end of a line its line end goes, so that the next press goes on with the next line
  "ctrl-u": (buffer) => buffer.kill(buffer.cursor > buffer.lineStart ? buffer.lineStart : buffer.before),
  "ctrl-k": (buffer) => buffer.kill(buffer.cursor < buffer.lineEnd ? buffer.lineEnd : buffer.after),
  "ctrl-y": (buffer) => buffer.yank(),
  "ctrl-t": (buffer) => buffer.transpose(),
  "ctrl-_": undo,
  "ctrl-/": undo,
};
