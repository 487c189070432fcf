#!/usr/bin/env bun
/**
 * Shows the corpus that the demo model is trained on:
 *
 *     bun scripts/training/make-corpus.ts --seed 1 --documents 20000 --sample 10 [--size 1280] [--tokenizer FILE] [--json FILE]
 *
 * prints samples, and how much there is of what. Training needs none of this: it writes the same corpus from the same
 * seed. --tokenizer writes the vocabulary learned from it, --json the documents, one a line.
 */
import { parseArgs } from "node:util";
import { createCorpus } from "../../src/corpus/corpus.ts";
import { answersOf, type Document, textsOf } from "../../src/corpus/document.ts";
import { sentencesOf, shareKnown } from "../../src/corpus/novelty.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { trainCorpusTokenizer } from "../../src/training/tokenizer/corpus-tokenizer.ts";
import { formatTiktoken } from "../../src/training/tokenizer/train-tokenizer.ts";

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
const seed = Number(values.seed);

const [documents, writing] = timed(() => createCorpus({ seed, documents: Number(values.documents) }));
const [tokens, learning] = timed(() => trainCorpusTokenizer(documents, Number(values.size)));
if (values.tokenizer) await Bun.write(values.tokenizer, formatTiktoken(tokens));
if (values.json)
  await Bun.write(values.json, documents.map((document) => `${JSON.stringify(document)}\n`).join(""));
for (const document of documents.slice(0, Number(values.sample))) console.log(`${show(document)}\n`);

const tokenizer = new Tokenizer(new Map(tokens.map((token, rank) => [token, rank])));
const lengths = documents.map((document) => textsOf(document).map((text) => tokenizer.encode(text).length));
const texts = documents.flatMap(textsOf);
const stories = texts.filter(isStory);
const words = wordsOf(texts);
const answerWords = wordsOf(documents.flatMap(answersOf));
const sentences = texts.flatMap(sentencesOf);
const known = new Set(sentences);
const heldOut = createCorpus({ seed, documents: 2000, heldOut: true }).flatMap(textsOf).filter(isStory);
const share = sum(heldOut.map((story) => shareKnown(story, known))) / heldOut.length;
const row = (name: string, text: string) => console.log(name.padEnd(14) + text);
row("documents", `${documents.length}, written in ${writing} s`);
row(
  "words",
  `${words.length}, ${new Set(words).size} different; ${new Set(answerWords).size} in what a model writes`,
);
row("sentences", `${sentences.length}, ${known.size} different`);
row(
  "stories",
  `${stories.length}, ${new Set(stories).size} different, ${percent(sum(stories.map(({ length }) => length)) / sum(texts.map(({ length }) => length)))} of all characters`,
);
row("held out", `${percent(share)} of the sentences of a new story stand in the corpus`);
row("vocabulary", `${tokens.length} ordinary tokens, learned in ${learning} s`);
row(
  "tokens",
  `${sum(lengths.flat())} without those of the chat format, ${Math.max(...lengths.map(sum))} in the longest document`,
);

function timed<T>(work: () => T): [result: T, seconds: string] {
  const start = performance.now();
  const result = work();
  return [result, ((performance.now() - start) / 1000).toFixed(1)];
}

/** Stories are the only texts as long as this. */
function isStory(text: string): boolean {
  return text.length > 550;
}

function wordsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function show(document: Document): string {
  if (document.kind === "text") return document.text;
  return document.messages.map(({ role, content }) => `${role.padStart(9)}: ${content}`).join("\n");
}
