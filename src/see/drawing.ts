import { Interrupted } from "../engine/team/team.ts";
import { HabitMeter, type HeadHabit } from "../explain/attention-habits.ts";
import { type AttentionRow, attentionRows } from "../explain/attention-map.ts";
import { attribution } from "../explain/attribution.ts";
import { lens } from "../explain/lens.ts";
import { surprise } from "../explain/surprise.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { drawAttentionMap, type HeadMap, mapLegend, mapPositions } from "./attention-map.ts";
import { drawAttentionOverview } from "./attention-overview.ts";
import type { Canvas } from "./canvas.ts";
import { drawLens } from "./lens.ts";
import { tellJourney } from "./pass/journey.ts";
import { drawJourney } from "./pass/plain.ts";
import { tokenNames } from "./token-text.ts";
import { drawTokens } from "./tokens.ts";
import type { Asked, Hints, View } from "./view.ts";
import { drawWhy } from "./why.ts";

/** What is drawn, and on what. */
export interface Scene {
  readonly model: LanguageModel;
  /** The prompt. */
  readonly ids: readonly number[];
  readonly asked: Asked;
  readonly canvas: Canvas;
  readonly hints: Hints;
  /** Told what is computed at present, if that takes a while. */
  readonly onProgress?: (what: string) => void;
}

/** The lines of a drawing, in parts as they become known. @throws Interrupted when the signal is aborted */
export type Drawing = AsyncGenerator<string[], void, void>;

/** How long a computation runs without a pause, milliseconds. */
const pauseInterval = 30;
let pausedAt = 0;

/** How many likely tokens the views name, if that is not said. */
const usualTop = { tokens: 5, lens: 5 };

/** A view as lines of text. */
export function draw(view: View, scene: Scene, signal: AbortSignal): Drawing {
  switch (view) {
    case "tokens":
      return seeTokens(scene, signal);
    case "lens":
      return seeLens(scene, signal);
    case "attention":
      return scene.asked.hasChoice ? attentionMaps(scene, signal) : attentionOverview(scene, signal);
    case "why":
      return seeWhy(scene, signal);
    case "pass":
      return seePass(scene, signal);
  }
}

async function* seeTokens({ model, ids, asked, canvas }: Scene, signal: AbortSignal): Drawing {
  const lines = await Array.fromAsync(surprise(model, ids, asked.top ?? usualTop.tokens, signal));
  const tokens = lines.filter((line) => line.type === "token");
  const summary = only(lines.filter((line) => line.type === "summary"));
  yield drawTokens(tokens, summary, tokenNames(model.tokenizer), canvas);
}

async function* seeLens({ model, ids, asked, canvas, hints }: Scene, signal: AbortSignal): Drawing {
  const entries = await Array.fromAsync(
    lens(model, ids, asked.positions, asked.top ?? usualTop.lens, signal),
  );
  yield drawLens({ entries, ids, name: tokenNames(model.tokenizer), hint: hints.positions }, canvas);
}

async function* seePass({ model, ids, asked, canvas }: Scene, signal: AbortSignal): Drawing {
  yield* drawJourney(await tellJourney(model, ids, signal), canvas, asked.step);
}

async function* seeWhy({ model, ids, asked, canvas, hints }: Scene, signal: AbortSignal): Drawing {
  const lines = await Array.fromAsync(attribution(model, ids, asked, signal));
  const parts = lines.filter((line) => line.type === "part");
  const summary = only(lines.filter((line) => line.type === "summary"));
  yield drawWhy({ parts, summary, ids, name: tokenNames(model.tokenizer), hint: hints.instead }, canvas);
}

async function* attentionOverview(scene: Scene, signal: AbortSignal): Drawing {
  const habits: HeadHabit[] = [];
  for await (const { habit } of heads(scene, [], signal)) habits.push(habit);
  yield drawAttentionOverview({ habits, ids: scene.ids, hint: scene.hints.head }, scene.canvas);
}

async function* attentionMaps(scene: Scene, signal: AbortSignal): Drawing {
  const { model, ids, canvas } = scene;
  const name = tokenNames(model.tokenizer);
  for await (const head of heads(scene, mapPositions(ids.length, canvas), signal)) {
    yield drawAttentionMap({ ...head, ids, name }, canvas);
  }
  yield mapLegend(canvas);
}

/** Head by head: what it does, and its rows of the positions that are named. Only these are in memory at once. */
async function* heads(
  { model, ids, asked, onProgress }: Scene,
  positions: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<Pick<HeadMap, "layer" | "head" | "rows" | "habit">, void, void> {
  const wanted = new Set(positions);
  let meter: HabitMeter | undefined;
  let rows: AttentionRow[] = [];
  for await (const row of attentionRows(model, ids, asked.layers, asked.heads, signal)) {
    const { layer, head, position } = row;
    if (meter === undefined) {
      onProgress?.(`attention: layer ${layer}, head ${head}`);
      meter = new HabitMeter(layer, head, ids);
    }
    meter.add(row);
    await pause(signal);
    if (wanted.has(position)) rows.push(row);
    if (position < ids.length - 1) continue;
    yield { layer, head, rows, habit: meter.result() };
    meter = undefined;
    rows = [];
  }
}

/** Lets signals and the status line have their turn, every now and then. @throws Interrupted when the signal is aborted */
async function pause(signal: AbortSignal): Promise<void> {
  if (performance.now() - pausedAt < pauseInterval) return;
  await new Promise((resolve) => setImmediate(resolve));
  pausedAt = performance.now();
  if (signal.aborted) throw new Interrupted();
}

function only<Item>(items: readonly Item[]): Item {
  if (items.length !== 1) throw new Error(`${items.length} where one was expected`);
  return items[0];
}
