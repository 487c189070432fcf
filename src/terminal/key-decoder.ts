/** A key that was pressed, or text that was typed or pasted. */
export interface Key {
  /**
   * "text" for what is typed, "paste" for what is pasted, "newline" for a line end within text that arrived in one piece;
   * otherwise the key with its modifiers in this order: "enter", "ctrl-a", "alt-b", "shift-tab", "ctrl-alt-left".
   */
  readonly name: string;
  /** Of "text" and "paste"; pasted text may contain control characters. */
  readonly text?: string;
}

const esc = "\x1b";
const pasteStart = "\x1b[200~";
const pasteEnd = "\x1b[201~";

/** CSI: parameters, intermediates, a final byte (ECMA-48, section 5.4). The Linux console sends ESC [ [ A for F1. */
const control = /^\x1b\[(?:\[[A-E]|([0-?]*)[ -/]*([@-Z\\-~]))/;
const unfinishedControl = /^\x1b\[(?:\[|[0-?]{0,30}[ -/]{0,3})$/;
/** SS3: what a terminal in application mode sends for arrows and the keypad. */
const single = /^\x1bO([A-Za-z])/;
/** A line end, before more text: nobody types that fast, so it was pasted. */
const pastedLineEnd = /^(?:\r\n?)(?=[\r\n\t]*[^\x00-\x1f\x7f])/;
const typed = /^[^\x00-\x1f\x7f-\x9f]+/;

const finals: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  E: "begin",
  F: "end",
  H: "home",
  M: "enter",
  Z: "shift-tab",
};
const numbers: Readonly<Record<number, string>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
};
const codes: Readonly<Record<number, string>> = {
  8: "backspace",
  9: "tab",
  13: "enter",
  27: "escape",
  32: "space",
  57414: "enter",
  127: "backspace",
};

/**
 * Turns what a terminal sends into keys: VT sequences with xterm's modifiers, xterm's modifyOtherKeys and kitty's
 * keyboard protocol for the keys that these name, and bracketed paste. Sequences that it does not know are left out.
 */
export class KeyDecoder {
  /** The beginning of a sequence, whose end has not come yet. */
  private pending = "";
  /** What has come of a paste. */
  private paste: string | undefined;

  /** Whether a key waits for more: a lone escape, which may be a key or the beginning of a sequence. */
  get isPending(): boolean {
    return this.pending !== "" && this.paste === undefined;
  }

  /** Takes what arrived in one piece. */
  push(piece: string): Key[] {
    if (this.paste !== undefined && piece === "\x03") {
      // The end of the paste was lost
      this.paste = undefined;
      return [];
    }
    const keys: Key[] = [];
    let rest = this.pending + piece;
    this.pending = "";
    while (rest !== "") rest = this.paste === undefined ? this.next(rest, keys) : this.pasted(rest, keys);
    return keys;
  }

  /** Nothing more has come: what waits is keys of its own. */
  flush(): Key[] {
    const waiting = this.pending;
    this.pending = "";
    if (waiting === "") return [];
    const keys: Key[] = [];
    if (waiting === esc) keys.push({ name: "escape" });
    else for (let rest = waiting; rest !== ""; ) rest = this.afterEscape(rest, keys);
    this.pending = "";
    return keys;
  }

  /** Takes the next key off a text. @returns the rest */
  private next(text: string, keys: Key[]): string {
    if (text.startsWith(esc)) return this.sequence(text, keys);
    const pasted = pastedLineEnd.exec(text);
    if (pasted !== null) {
      keys.push({ name: "newline" });
      return text.slice(pasted[0].length);
    }
    const run = typed.exec(text)?.[0];
    if (run !== undefined) {
      keys.push({ name: "text", text: run });
      return text.slice(run.length);
    }
    const name = controlName(text.charCodeAt(0));
    if (name !== undefined) keys.push({ name });
    return text.slice(1);
  }

  private sequence(text: string, keys: Key[]): string {
    if (text.startsWith(pasteStart)) {
      this.paste = "";
      return text.slice(pasteStart.length);
    }
    const csi = control.exec(text);
    if (csi !== null) {
      const key = controlKey(csi[1] ?? "", csi[2] ?? "");
      if (key !== undefined) keys.push(key);
      return text.slice(csi[0].length);
    }
    const ss3 = single.exec(text);
    if (ss3 !== null) {
      const name = finals[ss3[1]];
      if (name !== undefined) keys.push({ name });
      return text.slice(ss3[0].length);
    }
    if (text === esc || text === "\x1bO" || unfinishedControl.test(text)) {
      this.pending = text;
      return "";
    }
    return this.afterEscape(text, keys);
  }

  /** An escape that begins no sequence: Alt and the next key, or a key of its own. */
  private afterEscape(text: string, keys: Key[]): string {
    const rest = text.slice(1);
    const [character] = rest;
    if (!text.startsWith(esc)) return this.next(text, keys);
    if (character === undefined || character === esc) {
      keys.push({ name: "escape" });
      return rest;
    }
    const code = character.charCodeAt(0);
    const name = code < 0x20 || code === 0x7f ? controlName(code) : character;
    if (name !== undefined) keys.push({ name: withModifiers(name, 2) });
    return rest.slice(character.length);
  }

  private pasted(text: string, keys: Key[]): string {
    const all = (this.paste ?? "") + text;
    // The end may have come in two pieces
    const end = all.indexOf(pasteEnd, Math.max(0, all.length - text.length - pasteEnd.length));
    if (end < 0) {
      this.paste = all;
      return "";
    }
    this.paste = undefined;
    keys.push({ name: "paste", text: all.slice(0, end) });
    return all.slice(end + pasteEnd.length);
  }
}

function controlKey(parameters: string, final: string): Key | undefined {
  const [first, second, third] = parameters.split(";").map((part) => Number.parseInt(part, 10) || 0);
  if (final === "~" && first === 27) return codeKey(third ?? 0, second ?? 1);
  if (final === "u") return codeKey(first ?? 0, second ?? 1);
  const name = final === "~" ? numbers[first ?? 0] : finals[final];
  return name === undefined ? undefined : { name: withModifiers(name, (second ?? 1) - 1) };
}

/** A key by its code point, as kitty and modifyOtherKeys send it. */
function codeKey(code: number, modifier: number): Key | undefined {
  const modifiers = Math.max(0, modifier - 1);
  const named = codes[code];
  if (named !== undefined) return { name: withModifiers(named, modifiers) };
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
    return undefined;
  }
  const character = String.fromCodePoint(code);
  return modifiers > 1
    ? { name: withModifiers(character.toLowerCase(), modifiers & ~1) }
    : { name: "text", text: character };
}

/** @param modifiers bits: 1 Shift, 2 Alt, 4 Ctrl (xterm adds 1) */
function withModifiers(name: string, modifiers: number): string {
  const names = [modifiers & 4 ? "ctrl-" : "", modifiers & 2 ? "alt-" : "", modifiers & 1 ? "shift-" : ""];
  // Ctrl-Alt-B is ESC and Ctrl-B
  const ordered = name.startsWith("ctrl-") && names[1] !== "" ? `ctrl-alt-${name.slice(5)}` : undefined;
  return ordered ?? names.join("") + name;
}

/** The name of a control character. */
function controlName(code: number): string | undefined {
  if (code === 0x0a || code === 0x0d) return "enter";
  if (code === 0x09) return "tab";
  if (code === 0x08 || code === 0x7f) return "backspace";
  if (code === 0) return "ctrl-space";
  if (code < 0x1b) return `ctrl-${String.fromCharCode(code + 0x60)}`;
  if (code < 0x20) return `ctrl-${String.fromCharCode(code + 0x40)}`;
  return undefined;
}
