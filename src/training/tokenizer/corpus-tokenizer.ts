import type { ByteString } from "../../tokenizer/byte-string.ts";
import { type Document, textsOf } from "../corpus/document.ts";
import { trainTokenizer } from "./train-tokenizer.ts";

/** how often an emoji counts beyond what the documents have of it: so rare ones do not fall into four bytes. */
const emojiWeight = 40;

/** one emoji as people see it: a flag, or a picture with its selector. */
const emoji = /\p{RGI_Emoji}/gv;

/**
 * learns a vocabulary from documents as they are trained on: their texts, the names of the roles and the line ends of
 * the chat format, and every emoji in them once more for itself.
 * @param size how many ordinary tokens are wanted
 * @returns the tokens by rank
 */
export function trainCorpusTokenizer(documents: readonly Document[], size: number): ByteString[] {
  return trainTokenizer(weightedTexts(documents), size);
}

function* weightedTexts(documents: readonly Document[]): Generator<[text: string, weight: number]> {
  const emojis = new Set<string>();
  for (const document of documents) {
    for (const text of textsOf(document)) {
      yield [text, 1];
      for (const [found] of text.matchAll(emoji)) emojis.add(found);
    }
    if (document.kind === "text") continue;
    for (const { role } of document.messages) {
      yield [role, 1];
      yield ["\n\n", 1];
    }
  }
  const weight = (emojiWeight * documents.length) / 10_000;
  for (const found of emojis) yield [found, Math.ceil(weight)];
}
