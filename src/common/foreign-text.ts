/**
 * Characters that a terminal obeys or that a reader cannot see: control characters (C0, DEL and C1), format characters
 * (bidirectional marks, zero-width characters, byte order marks), line and paragraph separators, and halves of a
 * surrogate pair. Source: Unicode Standard Annex #44, General_Category.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Where writing needs a zero-width joiner or non-joiner: after an emoji, a combining mark or an Arabic letter. */
const joinable = /[[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\p{Script=Arabic}]--\p{Cf}]$/v;
/** Where a tag makes the flag of England, Scotland or Wales out of a black flag. */
const taggable = /\u{1f3f4}[\u{e0020}-\u{e007f}]{0,5}$/u;

/**
 * Text from a file, a folder or a command line, made safe to show on one line: every hidden character is written as its
 * code point, such as \u{1b}, unless it is part of an emoji or a word. Applying it twice changes nothing more.
 * @param longest the most characters to show; a longer text ends in "…"
 */
export function showForeign(text: string, longest = Number.POSITIVE_INFINITY): string {
  return escapeHidden(shorten(text, longest));
}

/** As {@link showForeign}, for text of several lines: line feeds and tabs stay, and CRLF becomes a line feed. */
export function showForeignLines(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split(/([\n\t])/)
    .map((part) => (part === "\n" || part === "\t" ? part : escapeHidden(part)))
    .join("");
}

function escapeHidden(text: string): string {
  return text.replace(hidden, (character, at: number) => {
    return isPartOfWriting(character, text.slice(Math.max(0, at - 12), at))
      ? character
      : `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}

function isPartOfWriting(character: string, before: string): boolean {
  if (character === "\u200c" || character === "\u200d") return joinable.test(before);
  return character >= "\u{e0020}" && character <= "\u{e007f}" && taggable.test(before);
}

function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // A character takes at most two units, so this part is enough
  const characters = Array.from(text.slice(0, 2 * (longest + 1)));
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}
