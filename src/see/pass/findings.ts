import { looks, projections, rotations } from "./attention-findings.ts";
import type { BlockRun, Content } from "./run.ts";
import type { BlockKind } from "./steps.ts";
import { addedFinding, feedForwardFindings, normFinding, sumFinding } from "./stream-findings.ts";

/** What each step of a block does in a run, in words with its numbers. */
export const blockFindings: Readonly<Record<BlockKind, (run: BlockRun) => Content[]>> = {
  attention_norm: (run) => normFinding(run.stream, run.last("attention_norm")),
  "attention.wq": projections.queries,
  "attention.wk": projections.keys,
  "attention.wv": projections.values,
  "attention.q": rotations.queries,
  "attention.k": rotations.keys,
  "attention.scores": looks.scores,
  "attention.shares": looks.shares,
  "attention.heads": looks.results,
  "attention.wo": (run) => addedFinding(run.last("attention.wo"), run.stream),
  h: (run) => sumFinding(run.stream, run.last("h"), "the attention of this block"),
  ffn_norm: (run) => normFinding(run.last("h"), run.last("ffn_norm")),
  "feed_forward.w1": feedForwardFindings.gates,
  "feed_forward.w3": feedForwardFindings.up,
  "feed_forward.swiglu": feedForwardFindings.products,
  "feed_forward.w2": (run) => addedFinding(run.last("feed_forward.w2"), run.last("h")),
  block: (run) => sumFinding(run.last("h"), run.last("block"), "the feed-forward part of this block"),
};
