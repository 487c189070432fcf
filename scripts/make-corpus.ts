#!/usr/bin/env bun
/**
 * writes the corpus that the demo model is trained on, to look at it:
 *
 *     bun scripts/make-corpus.ts --seed 1 --documents 20000 --sample 10 [--size 1280] [--tokenizer FILE] [--json FILE]
 *
 * prints how much there is of what, and samples. nothing of it is needed for training, which writes the same corpus
 * from the same seed. --tokenizer writes the vocabulary learned from it, --json the documents, a line each.
 */
import { parseArgs } from "node:util";
import { splitText } from "../src/tokenizer/split.ts";
import { Tokenizer } from "../src/tokenizer/tokenizer.ts";
import { createCorpus } from "../src/training/corpus/corpus.ts";
import { type Document, textsOf } from "../src/training/corpus/document.ts";
import { sentencesOf } from "../src/training/corpus/novelty.ts";
import { trainCorpusTokenizer } from "../src/training/tokenizer/corpus-tokenizer.ts";
import { formatTiktoken } from "../src/training/tokenizer/train-tokenizer.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    documents: { type: "string", default: "20000" },
    sample: { type: "string", default: "0" },
    size: { type: "string", default: "1280" },
    tokenizer: { type: "string" },
    json: { type: "string" },
  },
});

const started = performance.now();
const documents = createCorpus({ seed: Number(values.seed), documents: Number(values.documents) });
const written = performance.now();
const tokens = trainCorpusTokenizer(documents, Number(values.size));
const trained = performance.now();
if (values.tokenizer) await Bun.write(values.tokenizer, formatTiktoken(tokens));
if (values.json)
  await Bun.write(values.json, documents.map((document) => `${JSON.stringify(document)}\n`).join(""));

for (const document of documents.slice(0, Number(values.sample))) console.log(`${show(document)}\n`);

const words = new Map<string, number>();
const written2 = new Map<string, number>();
const sentences = new Map<string, number>();
const tokenizer = new Tokenizer(new Map(tokens.map((token, rank) => [token, rank])));
const tokensOfPiece = new Map<string, number>();
let tokenCount = 0;
let storyTokens = 0;
let sentenceCount = 0;
let longest = 0;
for (const document of documents) {
  let length = 1 + (document.kind === "chat" ? 5 * document.messages.length : 1);
  for (const text of textsOf(document)) {
    for (const piece of splitText(text)) {
      const known = tokensOfPiece.get(piece) ?? tokenizer.encode(piece).length;
      tokensOfPiece.set(piece, known);
      length += known;
    }
    for (const [word] of text.matchAll(/[a-z]+/gi)) count(words, word.toLowerCase());
    for (const sentence of sentencesOf(text)) {
      count(sentences, sentence);
      sentenceCount++;
    }
  }
  for (const text of answersOf(document)) {
    for (const [word] of text.matchAll(/[a-z]+/gi)) count(written2, word.toLowerCase());
  }
  tokenCount += length;
  if (textsOf(document).some((text) => text.length > 550)) storyTokens += length;
  longest = Math.max(longest, length);
}
const total = (map: Map<string, number>) => [...map.values()].reduce((sum, n) => sum + n, 0);
console.log(
  `documents             ${documents.length}, written in ${((written - started) / 1000).toFixed(1)} s`,
);
console.log(
  `words                 ${total(words)}, ${words.size} different; ${written2.size} in what a model has to write`,
);
console.log(`sentences             ${sentenceCount}, ${sentences.size} different`);
console.log(
  `tokens                ${tokenCount}, ${Math.round((100 * storyTokens) / tokenCount)} % in stories; longest document ${longest}`,
);
console.log(
  `vocabulary            ${tokens.length} ordinary tokens, learned in ${((trained - written) / 1000).toFixed(1)} s`,
);
console.log(`tokens a word         ${(tokenCount / total(words)).toFixed(2)}`);

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** what a model learns to write: texts, and the assistant's messages. */
function answersOf(document: Document): string[] {
  if (document.kind === "text") return [document.text];
  return document.messages.filter(({ role }) => role === "assistant").map(({ content }) => content);
}

function show(document: Document): string {
  if (document.kind === "text") return document.text;
  return document.messages.map(({ role, content }) => `${role.padStart(9)}: ${content}`).join("\n");
}
