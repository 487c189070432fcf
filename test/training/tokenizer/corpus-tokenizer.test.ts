import { describe, expect, test } from "bun:test";
import { createCorpus } from "../../../src/corpus/corpus.ts";
import { textsOf } from "../../../src/corpus/document.ts";
import { Tokenizer } from "../../../src/tokenizer/tokenizer.ts";
import { trainCorpusTokenizer } from "../../../src/training/tokenizer/corpus-tokenizer.ts";

const documents = createCorpus({ seed: 1, documents: 6000 });
const tokens = trainCorpusTokenizer(documents, 1280);
const tokenizer = new Tokenizer(new Map(tokens.map((token, rank) => [token, rank])));

describe("the vocabulary of the corpus", () => {
  test("has the size that was asked for", () => {
    expect(tokens).toHaveLength(1280);
    expect(tokenizer.vocabSize).toBe(1536);
  });

  test("is the same each time", () => {
    expect(trainCorpusTokenizer(documents, 1280)).toEqual(tokens);
  });

  test("an emoji is one token or two", () => {
    const emojis = new Set(documents.flatMap(textsOf).flatMap((text) => text.match(/\p{RGI_Emoji}/gv) ?? []));
    expect(emojis.size).toBeGreaterThan(150);
    for (const emoji of emojis) {
      expect(`${emoji} ${tokenizer.encode(emoji).length <= 2}`).toBe(`${emoji} true`);
    }
  });

  test("roles, line ends and frequent words are one token each", () => {
    for (const word of ["system", "user", "assistant", "\n\n", " the", " said", "Once", " upon"]) {
      expect(tokenizer.encode(word)).toHaveLength(1);
    }
  });
});
