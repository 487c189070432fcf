import { type Document, textsOf } from "../../corpus/document.ts";
import { type ByteString, utf8 } from "../../tokenizer/byte-string.ts";
import { trainTokenizer } from "./train-tokenizer.ts";

/** An emoji as people see it: a picture with its selector, or a flag. */
const emoji = /\p{RGI_Emoji}/gv;

/**
 * Learns a vocabulary from documents as they are trained on: their texts, the names of the roles, and the line ends
 * of the chat format. An emoji in them becomes one token or two.
 * @param size how many ordinary tokens are wanted
 * @returns the tokens by rank
 */
export function trainCorpusTokenizer(documents: readonly Document[], size: number): ByteString[] {
  const emojis = new Set<string>();
  for (const document of documents) {
    for (const text of textsOf(document)) {
      for (const [found] of text.matchAll(emoji)) emojis.add(found);
    }
  }
  return trainTokenizer(trainedTexts(documents), size, new Set([...emojis].flatMap(emojiParts)));
}

function* trainedTexts(documents: readonly Document[]): Generator<string> {
  for (const document of documents) {
    yield* textsOf(document);
    if (document.kind === "text") continue;
    for (const { role } of document.messages) {
      yield role;
      yield "\n\n";
    }
  }
}

/**
 * What must be a token for an emoji to be two at most: of a character all bytes but the last, of a flag its two
 * letters, and an emoji with U+FE0F, which is two characters, as a whole.
 */
function emojiParts(emoji: string): ByteString[] {
  const characters = [...emoji];
  if (/^\p{Regional_Indicator}{2}$/u.test(emoji)) return characters.map(utf8);
  return [characters.length === 1 ? utf8(emoji).slice(0, -1) : utf8(emoji)];
}
