import { showForeign } from "../common/foreign-text.ts";
import { visible } from "../terminal/visible.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { cut } from "./cells.ts";

/** Columns of the name of a token in a sentence. */
const mostQuoted = 32;

/** How a token is called on the screen, by its id. */
export type TokenName = (id: number) => string;

/**
 * A part of a text on one line, with all of it to see: a space is ·, a line feed ↵, a tab ⇥, other control characters are
 * their pictures, other hidden characters and spaces their code points, and a combining mark at the beginning has a circle
 * to stand on.
 */
export function showToken(text: string): string {
  const marked = text.replaceAll(" ", "·").replaceAll("\n", "↵").replaceAll("\t", "⇥");
  return showForeign(visible(marked))
    .replace(/\p{Zs}/gu, codePoint)
    .replace(/^\p{M}/u, "◌$&");
}

function codePoint(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** The name of a token in a sentence. */
export function quote(name: string): string {
  return `"${cut(name, mostQuoted)}"`;
}

/** Names tokens by their texts. Bytes that are only a part of a character are shown as such, for example \xf0\x9f. */
export function tokenNames(tokenizer: Tokenizer): TokenName {
  return (id) => showBytes(tokenizer.bytesOf(id));
}

function showBytes(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = decoder.decode(bytes);
  if (!text.includes("\ufffd")) return showToken(text);
  const first = characterLength(bytes);
  const shown = first === 0 ? hex(bytes[0]) : showToken(decoder.decode(bytes.subarray(0, first)));
  return shown + (bytes.length > 1 ? showBytes(bytes.subarray(Math.max(1, first))) : "");
}

/** How many bytes at the beginning are a character; 0 if they are none. */
function characterLength(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let length = 1; length <= Math.min(4, bytes.length); length++) {
    try {
      decoder.decode(bytes.subarray(0, length));
      return length;
    } catch {
      // Not yet a character
    }
  }
  return 0;
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
