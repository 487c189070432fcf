import { parseArgs } from "node:util";
import { readCheckpoint } from "../../src/checkpoint/checkpoint.ts";
import { readParams } from "../../src/checkpoint/params.ts";
import type { TensorInfo } from "../../src/checkpoint/tensor-info.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { engineNames } from "../../src/engine/engine-names.ts";
import { attentionScratch } from "../../src/engine/simd/attention.ts";
import { solo } from "../../src/engine/team/team.ts";
import { Buffers, createMemories, scratchSizes } from "../../src/model/buffers.ts";
import { modelConfig } from "../../src/model/config.ts";
import { Transformer } from "../../src/model/transformer.ts";
import { loadWeights } from "../../src/model/weights.ts";
import { elementCount } from "../../src/tensor/shape.ts";

// Where the time of a forward pass goes, operation by operation, on one thread without any team:
//   bun scripts/measure/profile.ts --model DIR [--tokens 1] [--position 100] [--engine simd] [--weights ram]

const { values: flags } = parseArgs({
  options: {
    model: { type: "string" },
    tokens: { type: "string", default: "1" },
    position: { type: "string", default: "100" },
    engine: { type: "string", default: "simd" },
    weights: { type: "string", default: "ram" },
    passes: { type: "string", default: "10" },
  },
});
const folder = flags.model;
const name = engineNames.find((engine) => engine === flags.engine);
if (folder === undefined || name === undefined)
  throw new Error("--model DIR is needed, and a known --engine");
const [tokens, position, passes] = [flags.tokens, flags.position, flags.passes].map(Number);

const config = modelConfig(readParams(folder));
const sizes = { context: position + tokens, batch: tokens, ranks: 1 };
const memories = createMemories(config, sizes, attentionScratch(config.headDim, sizes.context));
const engine = createEngine(name, solo, {
  scratch: scratchSizes(config, sizes),
  context: sizes.context,
  weights: flags.weights === "ram" ? "ram" : "mmap",
  copyLimit: 0,
  activations: memories.activations,
  caches: memories.caches,
  headDim: config.headDim,
});

interface Row {
  seconds: number;
  bytes: number;
  multiplications: number;
}
const rows = new Map<string, Row>();

/** The same function, its time and work added to a row of the table. */
function timed<Args extends unknown[], Result>(
  row: string,
  call: (...args: Args) => Result,
  work: { bytes: number; multiplications: number } = { bytes: 0, multiplications: 0 },
): (...args: Args) => Result {
  return (...args) => {
    const started = performance.now();
    const result = call(...args);
    const entry = rows.get(row) ?? { seconds: 0, bytes: 0, multiplications: 0 };
    entry.seconds += (performance.now() - started) / 1000;
    entry.bytes += work.bytes;
    entry.multiplications += work.multiplications;
    rows.set(row, entry);
    return result;
  };
}

function linear(info: TensorInfo): ReturnType<Engine["linear"]> {
  const count = elementCount(info.shape);
  const size = info.dtype === "float32" ? 4 : 2;
  const part = info.name.replace(/^layers\.\d+\.|\.weight$/g, "");
  // The last product is for one token only
  const rowsOfX = part === "output" || part === "tok_embeddings" ? 1 : tokens;
  return timed(part, engine.linear(info), { bytes: count * size, multiplications: count * rowsOfX });
}

const observed: Engine = {
  linear,
  rmsNorm: (info, eps) => timed("norms", engine.rmsNorm(info, eps)),
  embedding: (info) => timed("embedding", engine.embedding(info)),
  rotate: timed("rotate", engine.rotate.bind(engine)),
  remember: timed("remember", engine.remember.bind(engine)),
  attention: timed("attention", engine.attention.bind(engine), {
    bytes: 8 * config.nKvHeads * config.headDim * (position + tokens),
    multiplications: 2 * config.nHeads * config.headDim * (position + tokens / 2) * tokens,
  }),
  swiglu: timed("swiglu", engine.swiglu.bind(engine)),
  add: timed("add", engine.add.bind(engine)),
  copyWeights: () => {},
  hasPages: false,
  meet: () => {},
};

const weights = loadWeights(readCheckpoint(folder).tensors, config, observed);
const buffers = new Buffers(config, sizes, memories, 0);
const transformer = new Transformer(config, sizes.context, weights, buffers, observed);
const ids = Array.from({ length: tokens }, (_, i) => (1000 + 37 * i) % config.vocabSize);
for (let warm = 0; warm < 3; warm++) transformer.forward(ids, position);
rows.clear();
const started = performance.now();
for (let pass = 0; pass < passes; pass++) transformer.forward(ids, position);
const whole = (performance.now() - started) / 1000;

console.log(
  `${(1000 * whole) / passes} ms a pass of ${tokens} tokens at position ${position}, engine ${name}`,
);
const sorted = [...rows].sort(([, a], [, b]) => b.seconds - a.seconds);
for (const [row, { seconds, bytes, multiplications }] of sorted) {
  const speed = bytes === 0 ? "" : `${(bytes / seconds / 1e9).toFixed(1)} GB/s`;
  const work = multiplications === 0 ? "" : `${(multiplications / seconds / 1e9).toFixed(1)} GMAC/s`;
  const share = `${((100 * seconds) / whole).toFixed(1)} %`;
  console.log(`${row.padEnd(20)} ${share.padStart(7)}  ${speed.padStart(12)}  ${work.padStart(14)}`);
}
