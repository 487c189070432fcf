#!/usr/bin/env bun
/**
 * Lets a model tell stories and holds them against the corpus it was trained on:
 *
 *     bun scripts/training/judge-stories.ts --model src/demo [--stories 100] [--temp 0.8] [--show 3]
 *
 * how many of their sentences and of the whole stories stand in the corpus word for word, how many words do not occur
 * there at all, how many stories come to an end, and how many of their heroes are named again later.
 */
import { parseArgs } from "node:util";
import { createCorpus } from "../../src/corpus/corpus.ts";
import { textsOf } from "../../src/corpus/document.ts";
import { sentencesOf, shareKnown } from "../../src/corpus/novelty.ts";
import { defaultThreads } from "../../src/engine/team/threads.ts";
import { LanguageModel } from "../../src/generate/language-model.ts";
import { createSampler } from "../../src/generate/sampler.ts";
import { encodeCompletion } from "../../src/tokenizer/chat-format.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "src/demo" },
    stories: { type: "string", default: "100" },
    temp: { type: "string", default: "0.8" },
    show: { type: "string", default: "3" },
    documents: { type: "string", default: "80000" },
    seed: { type: "string", default: "1" },
  },
});
const beginning = "Once upon a time";
/** "a boy named Tom" or "His name was Tom". */
const naming = /\bnamed ([A-Z]\w+)|\b[Nn]ame was ([A-Z]\w+)/;

const texts = createCorpus({ seed: Number(values.seed), documents: Number(values.documents) }).flatMap(
  textsOf,
);
const sentences = new Set(texts.flatMap(sentencesOf));
const whole = new Set(texts);
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z']+/g) ?? [];
const words = new Set(texts.flatMap(wordsOf));

const model = await LanguageModel.load(values.model, {
  engine: "simd",
  weights: "ram",
  threads: defaultThreads(),
  context: undefined,
});
const prompt = encodeCompletion(model.tokenizer, beginning);

/** A story, and whether the model came to its end. */
async function tell(seed: number): Promise<{ text: string; isEnded: boolean }> {
  const pick = createSampler({ temperature: Number(values.temp), topK: 0, topP: 1, minP: 0, seed });
  const steps = model.session().generate(prompt, { stopTokens: model.tokenizer.stopTokens, pick });
  const ids: number[] = [];
  for (;;) {
    const { value, done } = await steps.next();
    if (done) {
      return { text: beginning + model.tokenizer.decode(ids), isEnded: value.stopReason === "stop_token" };
    }
    ids.push(value.id);
  }
}

const count = Number(values.stories);
const stories: Awaited<ReturnType<typeof tell>>[] = [];
for (let seed = 0; seed < count; seed++) stories.push(await tell(seed));
model.close();
for (const { text } of stories.slice(0, Number(values.show))) console.log(`${text}\n`);

const known = stories.reduce((sum, { text }) => sum + shareKnown(text, sentences), 0) / count;
const told = stories.flatMap(({ text }) => wordsOf(text));
const unknown = told.filter((word) => !words.has(word));
const isFaithful = ({ text }: { text: string }): boolean => {
  const [, a, b] = naming.exec(text) ?? [];
  return text.split(new RegExp(`\\b${a ?? b}\\b`)).length > 4;
};
console.log(`stories                     ${count} at temperature ${values.temp}`);
console.log(`ended by themselves         ${stories.filter(({ isEnded }) => isEnded).length}`);
console.log(`stand in the corpus         ${stories.filter(({ text }) => whole.has(text)).length}`);
console.log(`sentences that stand there  ${(100 * known).toFixed(0)} %`);
console.log(
  `words that do not           ${unknown.length} of ${told.length}: ${unknown.slice(0, 12).join(" ")}`,
);
console.log(`hero named again and again  ${stories.filter(isFaithful).length}`);
