import table from "./emoji-table.txt" with { type: "text" };

/** An emoji as a reader sees it, one picture however many characters it takes. */
export interface NamedEmoji {
  text: string;
  /** English short name, such as "flag: Türkiye". */
  name: string;
  /** Such as "U+1F1F9", all of them in order. */
  codePoints: string[];
}

/** An emoji and its place in the text given with the same call. */
export interface CompletedEmoji extends NamedEmoji {
  /** Where it ends, in UTF-16 units; below 0 when it ended within the text of an earlier call. */
  end: number;
}

/** Asks for the picture or for the plain sign of the character before, where Unicode has both: ❤️ and ❤︎. */
const emojiSelector = "\uFE0F";
const textSelector = "\uFE0E";

/**
 * The English name of an emoji by Unicode's data, emoji 17.0. A name is found with every U+FE0F in its place
 * (fully-qualified), with some or all missing (minimally-qualified, unqualified), or with too many.
 * @returns undefined for what is not exactly one emoji
 */
export function emojiName(text: string): string | undefined {
  return names().get(text.replaceAll(emojiSelector, "")) || undefined;
}

/**
 * Finds the emoji in text that comes bit by bit. Each is as long as it can be: 👩 may yet become 👩‍🚀, so it is
 * complete only when the next character does not go on with it, or at the end.
 *
 * An emoji is what Unicode recommends as one (RGI: skin tones, flags, families, keycaps). Any other combination
 * falls into its parts, as it does on a screen. Characters that Unicode shows as a plain sign by default, such as
 * ©, ™, ↔ and ❤, are emoji when U+FE0F asks for the picture or within a longer emoji; digits, # and * only in a
 * keycap. U+FE0E after a character makes it text. What is newer than the table is not found.
 */
export class EmojiScanner {
  /** The end of the text so far, while it may yet be an emoji, or a longer one. */
  private held = "";

  /**
   * Takes the next of the text, in whole characters.
   * @returns the emoji that are complete by now, in order
   */
  push(text: string): CompletedEmoji[] {
    return this.scan(text, false);
  }

  /** The text is over, so what is held is complete too. The scanner may be used anew. */
  end(): CompletedEmoji[] {
    return this.scan("", true);
  }

  /** The emoji that the text would end with if it ended here, not complete yet. */
  pending(): NamedEmoji | undefined {
    const end = emojiEnd(this.held, 0, true);
    return end ? describe(this.held.slice(0, end)) : undefined;
  }

  /** How much of the end of the text, in UTF-16 units, what comes next may yet make part of the pending emoji, or not. */
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

/** The characters an emoji can begin with. Of digits, # and * those that what follows does not rule out at once. */
const candidate = /[\p{Emoji}--[#*0-9]]|[#*0-9](?=[\u{FE0F}\u{20E3}]|$)/gv;

/** One character counts when its default is the picture; with U+FE0F, or another character, there are two. */
const picture = /^\p{Emoji_Presentation}|^../u;

/**
 * Where the emoji that begins at a candidate ends; where it begins, when it turns out to be none.
 * @param isLast whether nothing follows the text
 * @returns undefined while what follows may decide
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
 * The name of every emoji, without U+FE0F, and "" for what is only the beginning of one. Read from the table
 * when the first is needed: most text has none.
 */
function names(): Map<string, string> {
  namesOnceRead ??= readTable();
  return namesOnceRead;
}

/** The table is a header, an empty line, then an emoji, a space and its name on each line. */
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
