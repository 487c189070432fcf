#!/usr/bin/env bun
/**
 * Trains the demo model from nothing but a seed, into a folder in Meta's layout:
 *
 *     bun scripts/training/train.ts --out DIR [--seed 1] [--steps N] [--documents N] [--vocabulary N] [--learning-rate X]
 *                          [--batch-tokens N] [--threads N] [--resume]
 *
 * a corpus is written, a vocabulary learned from it, the network trained. The same options give the same bytes, whatever
 * the number of threads. The folder gets tokenizer.model, params.json, consolidated.00.pth, the loss as training.csv and
 * training.svg, and on the way training-state.pth, from which --resume goes on as if nothing had happened.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readParams } from "../../src/checkpoint/params.ts";
import { integer, real } from "../../src/command-line/values.ts";
import { UsageError, UserError } from "../../src/common/errors.ts";
import { replaceFile } from "../../src/common/replace-file.ts";
import { createCorpus } from "../../src/corpus/corpus.ts";
import { defaultThreads } from "../../src/engine/team/threads.ts";
import { modelConfig } from "../../src/model/config.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { type CurvePoint, curveAsCsv, curveAsSvg } from "../../src/training/curve.ts";
import { samplesOf } from "../../src/training/data/samples.ts";
import { demoParams } from "../../src/training/demo-params.ts";
import { modelFile, roundedWeights } from "../../src/training/model-file.ts";
import { evaluateRounded, runTraining } from "../../src/training/run.ts";
import { defaultSettings, type TrainingSettings } from "../../src/training/settings.ts";
import { loadState, saveState } from "../../src/training/state.ts";
import { trainCorpusTokenizer } from "../../src/training/tokenizer/corpus-tokenizer.ts";
import { formatTiktoken } from "../../src/training/tokenizer/train-tokenizer.ts";
import { createTrainer, type Trainer } from "../../src/training/trainer.ts";

/** In steps. */
const intervals = { point: 20, heldOut: 200, save: 400 };
const heldOutDocuments = 200;
/** What the vocabulary is learned from: more would change next to nothing. */
const tokenizerDocuments = 20_000;

function readOptions() {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      seed: { type: "string" },
      steps: { type: "string" },
      documents: { type: "string" },
      vocabulary: { type: "string" },
      "learning-rate": { type: "string" },
      "batch-tokens": { type: "string" },
      threads: { type: "string" },
      resume: { type: "boolean", default: false },
    },
  });
  if (values.out === undefined) throw new UsageError("--out DIR is needed: the folder for the model");
  const settings: TrainingSettings = {
    ...defaultSettings,
    seed: integer("seed", values.seed, { least: 0 }) ?? defaultSettings.seed,
    steps: integer("steps", values.steps, { least: 1 }) ?? defaultSettings.steps,
    batchTokens:
      integer("batch-tokens", values["batch-tokens"], { least: defaultSettings.sequence }) ??
      defaultSettings.batchTokens,
    learningRate:
      real("learning-rate", values["learning-rate"], { least: 0, isOpen: true }) ??
      defaultSettings.learningRate,
  };
  return {
    folder: values.out,
    settings,
    documents: integer("documents", values.documents, { least: 1 }) ?? 80_000,
    vocabulary: integer("vocabulary", values.vocabulary, { least: 256 }) ?? 1280,
    threads: integer("threads", values.threads, { least: 1 }) ?? defaultThreads(),
    resume: values.resume,
  };
}

async function main(): Promise<void> {
  const { folder, settings, threads, resume, ...sizes } = readOptions();
  const file = (name: string) => join(folder, name);
  mkdirSync(folder, { recursive: true });

  const documents = createCorpus({ seed: settings.seed, documents: sizes.documents });
  const tokens = trainCorpusTokenizer(documents.slice(0, tokenizerDocuments), sizes.vocabulary);
  const tokenizer = new Tokenizer(new Map(tokens.map((token, rank) => [token, rank])));
  writeFileSync(file("tokenizer.model"), formatTiktoken(tokens));
  writeFileSync(file("params.json"), `${JSON.stringify(demoParams(tokenizer.vocabSize))}\n`);

  const samples = samplesOf(documents, tokenizer, settings.sequence);
  const others = createCorpus({ seed: settings.seed, documents: heldOutDocuments, heldOut: true });
  const heldOut = samplesOf(others, tokenizer, settings.sequence);
  const ranks = Math.min(threads, settings.shards);
  const trainer = await createTrainer(modelConfig(readParams(folder)), settings, ranks, samples, heldOut);
  console.error(
    `${trainer.weights.length} parameters; ${documents.length} documents of ${samples.tokens.length} tokens, ` +
      `of which ${trainer.tokens(0, settings.steps)} are read, some twice if that is more; ${ranks} threads`,
  );

  const writeModel = (weights: Uint16Array) => {
    replaceFile(file("consolidated.00.pth"), modelFile(trainer.parameters, weights));
  };
  const state = file("training-state.pth");
  const choices = [...Object.values(settings), ...Object.values(sizes)];
  const begun = resume ? loadState(state, choices, trainer) : { steps: 0, curve: [] };
  const show = progressLine(trainer, settings, begun.steps);
  const curve = await runTraining(trainer, settings, intervals, begun, (points) => {
    const { step } = points[points.length - 1];
    show(points);
    if (step % intervals.save !== 0) return;
    saveState(state, choices, trainer, { steps: step, curve: points });
    // One can talk to it already
    writeModel(roundedWeights(trainer.weights));
  });
  writeFileSync(file("training.csv"), curveAsCsv(curve));
  writeFileSync(file("training.svg"), curveAsSvg(curve));

  const rounded = await evaluateRounded(trainer);
  writeModel(rounded.patterns);
  rmSync(state, { force: true });
  trainer.close();
  console.error(
    `\nheld-out loss ${curve.at(-1)?.heldOut?.toFixed(4)}; ${rounded.heldOut.toFixed(4)} in bfloat16`,
  );
}

/** Shows how the training goes: a line that is written over on a terminal, elsewhere one for each held-out loss. */
function progressLine(trainer: Trainer, { steps }: TrainingSettings, begun: number) {
  const started = performance.now();
  return (points: readonly CurvePoint[]): void => {
    const { step, loss, heldOut } = points[points.length - 1];
    const seconds = (performance.now() - started) / 1000;
    const speed = trainer.tokens(begun, step) / seconds;
    const minutesLeft = trainer.tokens(step, steps) / speed / 60;
    const measured = points.findLast((point) => point.heldOut !== undefined)?.heldOut;
    const line =
      `step ${step}/${steps}  loss ${loss.toFixed(4)}  held out ${measured?.toFixed(4) ?? "-"}  ` +
      `${Math.round(speed)} tok/s  ${(seconds / 60).toFixed(1)} min, ${minutesLeft.toFixed(1)} left`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}\x1b[K`);
    else if (heldOut !== undefined) console.error(line);
  };
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
