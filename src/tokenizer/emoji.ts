import table from "./emoji-table.txt" with { type: "text" };

/** An emoji as a reader sees it: one picture, which can consist of several characters. */
export interface NamedEmoji {
  text: string;
  /** English short name, such as "flag: Türkiye". */
  name: string;
  /** All code points in order, such as "U+1F1F9". */
  codePoints: string[];
}

/** An emoji and its place in the text of the call that returns it. */
export interface CompletedEmoji extends NamedEmoji {
  /** Where it ends, in UTF-16 units; negative if it ended in the text of an earlier call. */
  end: number;
}

/** They select the picture or the plain sign of the character before them, where Unicode has both: ❤️ and ❤︎. */
const emojiSelector = "\uFE0F";
const textSelector = "\uFE0E";

/**
 * The English name of an emoji in Unicode's data, Emoji 17.0. The name is found if every U+FE0F is in its place
 * (fully-qualified), if some or all are missing (minimally-qualified, unqualified), and if there are too many.
 * @returns undefined if the text is not exactly one emoji
 */
export function emojiName(text: string): string | undefined {
  return names().get(text.replaceAll(emojiSelector, "")) || undefined;
}

/**
 * Finds the emoji in a stream of text. Each is as long as possible: 👩 can still become 👩‍🚀, so it is complete only when
 * the next character does not continue it, or at the end.
 *
 * An emoji is what Unicode recommends as one (RGI: skin tones, flags, families, keycaps). Any other combination is taken as
 * its parts, as a screen shows it. Characters that Unicode shows as a plain sign by default, such as ©, ™, ↔ and ❤, are
 * emoji if U+FE0F selects the picture, or within a longer emoji; digits, # and * only in a keycap. U+FE0E after a character
 * makes it text. Emoji that are newer than the table are not found.
 */
export class EmojiScanner {
  /** The end of the text so far, if it can still become an emoji or a longer one. */
  private held = "";

  /**
   * Takes the next part of the text, in whole characters.
   * @returns the emoji that it completes, in order
   */
  push(text: string): CompletedEmoji[] {
    return this.scan(text, false);
  }

  /** Ends the text, which completes a pending emoji. The scanner can then be used again. */
  end(): CompletedEmoji[] {
    return this.scan("", true);
  }

  /** The emoji that the text would end with if it ended here. It is not complete yet. */
  pending(): NamedEmoji | undefined {
    const end = emojiEnd(this.held, 0, true);
    return end ? describe(this.held.slice(0, end)) : undefined;
  }

  /** UTF-16 units at the end of the text that may still belong to an unfinished emoji. */
  get pendingLength(): number {
    return this.pending() === undefined ? 0 : this.held.length;
  }

  private scan(text: string, isLast: boolean): CompletedEmoji[] {
    const before = this.held.length;
    const all = this.held + text;
    const found: CompletedEmoji[] = [];
    this.held = "";
    candidate.lastIndex = 0;
    for (let match = candidate.exec(all); match; match = candidate.exec(all)) {
      const end = emojiEnd(all, match.index, isLast);
      if (end === undefined) {
        this.held = all.slice(match.index);
        break;
      }
      if (end === match.index) continue;
      found.push({ ...describe(all.slice(match.index, end)), end: end - before });
      candidate.lastIndex = end;
    }
    return found;
  }
}

/** The characters that an emoji can begin with. A digit, # or * counts only if it can be a keycap, going by what follows. */
const candidate = /[\p{Emoji}--[#*0-9]]|[#*0-9](?=[\u{FE0F}\u{20E3}]|$)/gv;

/** A single character counts if its default is the picture. Together with U+FE0F or another character, any counts. */
const picture = /^\p{Emoji_Presentation}|^../u;

/**
 * Where the emoji that begins at a candidate ends, or `start` if it is not an emoji.
 * @param isLast whether nothing follows the text
 * @returns undefined if it depends on what follows
 */
function emojiEnd(text: string, start: number, isLast: boolean): number | undefined {
  let end = start;
  let key = "";
  let at = start;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (character !== emojiSelector) {
      if (key && !names().has(key + character)) return end;
      key += character;
    }
    at += character.length;
    if (at === text.length && !isLast) return undefined;
    if (text[at] !== textSelector && picture.test(text.slice(start, at)) && names().get(key)) end = at;
  }
  return end;
}

function describe(text: string): NamedEmoji {
  const codePoints = Array.from(text, (character) => {
    return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  });
  return { text, name: emojiName(text)!, codePoints };
}

let namesOnceRead: Map<string, string> | undefined;

/**
 * The name of each emoji, without U+FE0F, and "" for what is only the beginning of one. The table is read when the first
 * name is needed, because most text has no emoji.
 */
function names(): Map<string, string> {
  namesOnceRead ??= readTable();
  return namesOnceRead;
}

/** The table has a header, an empty line, and then lines of an emoji, a space and its name. */
function readTable(): Map<string, string> {
  const names = new Map<string, string>();
  const rows = table.slice(table.indexOf("\n\n") + 2).trimEnd();
  for (const line of rows.split("\n")) {
    const space = line.indexOf(" ");
    const emoji = line.slice(0, space);
    let beginning = "";
    for (const character of emoji) {
      beginning += character;
      if (!names.has(beginning)) names.set(beginning, "");
    }
    names.set(emoji, line.slice(space + 1));
  }
  return names;
}
