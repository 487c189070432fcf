#!/usr/bin/env bun
/**
 * trains the demo model from nothing but a seed, into a folder in Meta's layout:
 *
 *     bun scripts/train.ts --out models/demo [--seed 1] [--steps N] [--documents N] [--threads N] [--resume]
 *
 * the corpus is written, a vocabulary learned from it, the network trained. the same seed gives the same bytes, whatever
 * the number of threads. the folder gets tokenizer.model, params.json, consolidated.00.pth, the loss as training.csv and
 * training.svg, and on the way training-state.pth, from which --resume goes on as if nothing had happened.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readParams } from "../src/checkpoint/params.ts";
import { defaultThreads } from "../src/engine/team/threads.ts";
import { modelConfig } from "../src/model/config.ts";
import { Tokenizer } from "../src/tokenizer/tokenizer.ts";
import { createCorpus } from "../src/training/corpus/corpus.ts";
import { type CurvePoint, curveAsCsv, curveAsSvg } from "../src/training/curve.ts";
import { demoParams } from "../src/training/demo-params.ts";
import { modelFile } from "../src/training/model-file.ts";
import { evaluateRounded, runTraining } from "../src/training/run.ts";
import { samplesOf } from "../src/training/samples.ts";
import { defaultSettings } from "../src/training/settings.ts";
import { loadState, saveState } from "../src/training/state.ts";
import { trainCorpusTokenizer } from "../src/training/tokenizer/corpus-tokenizer.ts";
import { formatTiktoken } from "../src/training/tokenizer/train-tokenizer.ts";
import { createTrainer } from "../src/training/trainer.ts";

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "models/demo" },
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: String(defaultSettings.steps) },
    documents: { type: "string", default: "60000" },
    vocabulary: { type: "string", default: "1280" },
    "learning-rate": { type: "string", default: String(defaultSettings.learningRate) },
    threads: { type: "string", default: String(defaultThreads()) },
    resume: { type: "boolean", default: false },
  },
});
const intervals = { point: 10, heldOut: 100, save: 200 };
const heldOutDocuments = 200;
/** what the vocabulary is learned from: more would change next to nothing. */
const tokenizerDocuments = 20_000;

const settings = {
  ...defaultSettings,
  seed: Number(values.seed),
  steps: Number(values.steps),
  learningRate: Number(values["learning-rate"]),
};
const ranks = Math.min(Number(values.threads), settings.shards);
const file = (name: string) => join(values.out, name);
mkdirSync(values.out, { recursive: true });

const corpus = { seed: settings.seed, documents: Number(values.documents) };
const documents = createCorpus(corpus);
const tokens = trainCorpusTokenizer(documents.slice(0, tokenizerDocuments), Number(values.vocabulary));
const tokenizer = new Tokenizer(new Map(tokens.map((token, rank) => [token, rank])));
writeFileSync(file("tokenizer.model"), formatTiktoken(tokens));
writeFileSync(file("params.json"), `${JSON.stringify(demoParams(tokenizer.vocabSize))}\n`);

const samples = samplesOf(documents, tokenizer, settings.sequence);
const heldOut = samplesOf(
  createCorpus({ ...corpus, documents: heldOutDocuments, heldOut: true }),
  tokenizer,
  settings.sequence,
);
const config = modelConfig(readParams(values.out));
const trainer = await createTrainer(config, settings, ranks, samples, heldOut);
console.error(
  `${trainer.weights.length} parameters, ${documents.length} documents of ${samples.tokens.length} tokens, ` +
    `${trainer.tokens(0, settings.steps)} tokens to read in ${settings.steps} steps on ${ranks} threads`,
);

const state = file("training-state.pth");
const begun = values.resume ? loadState(state, trainer) : { steps: 0, curve: [] };
const started = performance.now();
const curve = await runTraining(trainer, settings, intervals, begun, (points) => {
  const { step } = points[points.length - 1];
  showProgress(points);
  if (step % intervals.save === 0) saveState(state, trainer, { steps: step, curve: points });
});
writeFileSync(file("training.csv"), curveAsCsv(curve));
writeFileSync(file("training.svg"), curveAsSvg(curve));

const rounded = await evaluateRounded(trainer);
writeFileSync(file("consolidated.00.pth"), modelFile(trainer.parameters, rounded.patterns));
rmSync(state, { force: true });
trainer.close();
console.error(
  `done in ${Math.round((performance.now() - started) / 1000)} s; ` +
    `held-out loss ${curve.at(-1)?.heldOut?.toFixed(4)}, ${rounded.heldOut.toFixed(4)} with weights in bfloat16`,
);

/** a line that is written over on a terminal, and one for each held-out loss elsewhere. */
function showProgress(points: readonly CurvePoint[]): void {
  const point = points[points.length - 1];
  const seconds = (performance.now() - started) / 1000;
  const speed = trainer.tokens(begun.steps, point.step) / seconds;
  const minutesLeft = trainer.tokens(point.step, settings.steps) / speed / 60;
  const measured = points.findLast((p) => p.heldOut !== undefined)?.heldOut;
  const line =
    `step ${point.step}/${settings.steps}  loss ${point.loss.toFixed(4)}  held out ${measured?.toFixed(4) ?? "-"}  ` +
    `${Math.round(speed)} tok/s  ${minutesLeft.toFixed(1)} min left`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\x1b[K`);
  else if (point.heldOut !== undefined) console.error(line);
}
