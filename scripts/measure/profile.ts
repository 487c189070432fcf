import { parseArgs } from "node:util";
import { cacheScratch } from "../../src/engine/create-arithmetic.ts";
import { engineNames } from "../../src/engine/engine-names.ts";
import { solo } from "../../src/engine/team/team.ts";
import { createNetwork } from "../../src/model/create-network.ts";
import { createMemories } from "../../src/model/memories.ts";
import { openModel } from "../../src/model/open.ts";
import { elementCount } from "../../src/tensor/shape.ts";

// Where the time of a forward pass goes, operation by operation, on one thread without other ranks:
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
const path = flags.model;
const engine = engineNames.find((name) => name === flags.engine);
if (path === undefined || engine === undefined)
  throw new Error("--model DIR is needed, and a known --engine");
const [tokens, position, passes] = [flags.tokens, flags.position, flags.passes].map(Number);

const { config, tensors } = openModel(path);
const sizes = { context: position + tokens, batch: tokens, ranks: 1 };
const memories = createMemories(config, sizes, cacheScratch(engine, config.headDim, sizes.context));
const weights = flags.weights === "ram" ? "ram" : "mmap";
const { transformer, engine: operations } = createNetwork(
  { config, tensors, sizes, memories, engine, weights, copyLimit: 0 },
  solo,
);

/** What the passes spent on one kind of step. */
interface Row {
  seconds: number;
  bytes: number;
  multiplications: number;
}
const rows = new Map<string, Row>();
let last = 0;

/** Adds the time since the last step to the row of this one. */
operations.onStep = (step) => {
  const now = performance.now();
  const name = step.replace(/^layers\.\d+\.?/, "") || "add";
  const row = rows.get(name) ?? { seconds: 0, bytes: 0, multiplications: 0 };
  row.seconds += (now - last) / 1000;
  const weight = tensors.get(
    `${step === "output" && !tensors.has("output.weight") ? "tok_embeddings" : step}.weight`,
  );
  if (weight !== undefined && weight.shape.length === 2 && step !== "tok_embeddings") {
    const count = elementCount(weight.shape);
    row.bytes += count * (weight.dtype === "float32" ? 4 : 2);
    row.multiplications += count * (step === "output" ? 1 : tokens);
  }
  if (name === "attention.heads") {
    row.bytes += 8 * config.nKvHeads * config.headDim * (position + tokens);
    row.multiplications += 2 * config.nHeads * config.headDim * (position + tokens / 2) * tokens;
  }
  rows.set(name, row);
  last = performance.now();
};

const ids = Array.from({ length: tokens }, (_, i) => (1000 + 37 * i) % config.vocabSize);

/** One pass that computes every token's results, as a layer within the network does. */
function pass(): void {
  last = performance.now();
  const x = transformer.forward(ids, position, { results: tokens });
  if (x !== undefined) transformer.predict(x.last(1));
}

for (let warm = 0; warm < 3; warm++) pass();
rows.clear();
const started = performance.now();
for (let n = 0; n < passes; n++) pass();
const whole = (performance.now() - started) / 1000;

console.log(
  `${(1000 * whole) / passes} ms a pass of ${tokens} tokens at position ${position}, engine ${engine}`,
);
const sorted = [...rows].sort(([, a], [, b]) => b.seconds - a.seconds);
for (const [row, { seconds, bytes, multiplications }] of sorted) {
  const speed = bytes === 0 ? "" : `${(bytes / seconds / 1e9).toFixed(1)} GB/s`;
  const work = multiplications === 0 ? "" : `${(multiplications / seconds / 1e9).toFixed(1)} GMAC/s`;
  const share = `${((100 * seconds) / whole).toFixed(1)} %`;
  console.log(`${row.padEnd(20)} ${share.padStart(7)}  ${speed.padStart(12)}  ${work.padStart(14)}`);
}
