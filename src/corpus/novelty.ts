/** A sentence ends with its sign, and the next begins with a capital, a quotation or an emoji: not so in "Help!" She cried. */
const sentenceEnd = /(?<=[.!?]"?)\s+(?=["\p{Lu}\p{Emoji_Presentation}])/u;

/** The sentences of a text, with what is quoted in them; emoji alone are none. */
export function sentencesOf(text: string): string[] {
  return text.split(sentenceEnd).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/**
 * The share of the sentences of a text that stand word for word in the corpus: 1 is a recital, 0 is all new.
 * @param known the sentences of the corpus, as {@link sentencesOf} gives them
 * @returns 0 for a text without sentences
 */
export function shareKnown(text: string, known: ReadonlySet<string>): number {
  const sentences = sentencesOf(text);
  if (sentences.length === 0) return 0;
  return sentences.filter((sentence) => known.has(sentence)).length / sentences.length;
}
