import { resolve } from "node:path";
import type { Target } from "./target.ts";
import { type Batch, tryBatch } from "./try-batch.ts";

// A process of its own that tries inputs, so that one that never ends or takes all memory can be stopped from outside:
//   bun scripts/measure/fuzz/worker.ts MODULE-WITH-TARGETS

const { targets }: { targets: readonly Target[] } = await import(resolve(process.argv[2]));

process.on("message", async (batch: Batch) => {
  const target = targets.find(({ name }) => name === batch.target);
  if (target === undefined) throw new Error(`there is no target "${batch.target}"`);
  process.send?.(await tryBatch(target, batch));
});
process.send?.("ready");
