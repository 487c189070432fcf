/// <reference lib="webworker" />
import type { TensorInfo } from "../../checkpoint/tensor-info.ts";
import { type Remedy, UserError } from "../../common/errors.ts";
import { createEngine } from "../../engine/create-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import type { EngineName } from "../../engine/engine-names.ts";
import { prepareMemoryRead } from "../../engine/simd/memory-read.ts";
import { Control, command, word } from "../../engine/team/control.ts";
import { Interrupted } from "../../engine/team/team.ts";
import { WorkerTeam } from "../../engine/team/worker-team.ts";
import { type BufferSizes, Buffers, type SharedMemories, scratchSizes } from "../buffers.ts";
import type { ModelConfig } from "../config.ts";
import { Transformer } from "../transformer.ts";
import { loadWeights } from "../weights.ts";

// A rank of the team: the entry of a worker. It loads its share of the weights, then obeys the words of `Control`.

/** What the main thread tells a rank at its start. */
export interface RankStart {
  readonly rank: number;
  readonly control: SharedArrayBuffer;
  readonly config: ModelConfig;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly sizes: BufferSizes;
  readonly memories: SharedMemories;
  readonly engine: EngineName;
  readonly weights: "mmap" | "ram" | "auto";
  /** With weights "auto": bytes that this rank may copy. */
  readonly copyLimit: number;
}

/** What a rank tells the main thread. */
export type RankReport =
  | { readonly kind: "ready" }
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly isForUser: boolean;
      readonly remedy: Remedy | undefined;
      readonly stack: string;
    };

/** Bytes of weights that each rank copies after a token: about a tenth of a second's work. */
const copiedPerToken = 2 ** 28;

const readRounds = 8;

// The main thread takes a token and asks for the next within this time; an idle rank sleeps
const spins = 4000;

function report(message: RankReport): void {
  postMessage(message);
}

function start(from: RankStart): void {
  const control = new Control(from.control, from.sizes.ranks);
  const team = new WorkerTeam(control, from.rank);
  const { config, sizes, memories } = from;
  const engine = createEngine(from.engine, team, {
    scratch: scratchSizes(config, sizes),
    context: sizes.context,
    weights: from.weights,
    copyLimit: from.copyLimit,
    activations: memories.activations,
    caches: memories.caches,
    headDim: config.headDim,
  });
  const weights = loadWeights(from.tensors, config, engine, () => control.add(word.loaded, 1));
  const buffers = new Buffers(config, sizes, memories, from.rank);
  const transformer = new Transformer(config, sizes.context, weights, buffers, engine);
  if (!engine.hasPages) control.add(word.copied, 1);
  report({ kind: "ready" });
  obey(control, team, transformer, engine);
}

function obey(control: Control, team: WorkerTeam, transformer: Transformer, engine: Engine): void {
  const progress = team.rank === 0 ? (layers: number) => control.set(word.layer, layers) : undefined;
  let { hasPages } = engine;
  for (let seen = 0; ; seen++) {
    control.waitFor(word.commands, seen, spins);
    const kind = control.get(word.kind);
    if (kind === command.leave) return;
    try {
      if (kind === command.readMemory) {
        measureReadSpeed(control, team);
      } else {
        const tokens = control.tokens.subarray(0, control.get(word.tokens));
        const wantsLogits = kind === command.forwardForLogits;
        transformer.forward(tokens, control.get(word.position), { wantsLogits, progress });
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    }
    team.gather();
    if (team.rank === 0) {
      control.add(word.done, 1);
      control.wake(word.done);
    }
    // The answer has gone out already; the next token waits for this, so it is done in small portions
    if (kind === command.forwardForLogits && hasPages) {
      engine.copyWeights(copiedPerToken);
      hasPages = engine.hasPages;
      if (!hasPages) control.add(word.copied, 1);
    }
  }
}

/** Lets all ranks read memory at once, as fast as they can, and notes the speed. */
function measureReadSpeed(control: Control, team: WorkerTeam): void {
  const read = prepareMemoryRead();
  let best = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (let round = 0; round < readRounds; round++) {
    team.gather();
    const started = performance.now();
    bytes = read();
    team.gather();
    best = Math.min(best, performance.now() - started);
  }
  if (team.rank === 0) control.set(word.readSpeed, (bytes * team.size) / 1e6 / (best / 1000));
}

self.onmessage = ({ data }: MessageEvent<RankStart>) => {
  try {
    start(data);
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    const isForUser = error instanceof UserError;
    report({ kind: "failed", message, isForUser, remedy: isForUser ? error.remedy : undefined, stack });
  }
};
