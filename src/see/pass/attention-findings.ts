import { cacheBytes } from "../../engine/key-value-cache.ts";
import { kvHeadOf } from "../../explain/attention-map.ts";
import type { Canvas } from "../canvas.ts";
import { cut, padEnd, padStart } from "../cells.ts";
import { bar, decimal, level, percent, whole } from "../numbers.ts";
import { type BlockRun, type Content, type List, quoted } from "./run.ts";
import { headLengths, indexOfLargest } from "./vectors.ts";

const barColumns = 12;
const targetColumns = 24;
/** Columns of a row beside the shares that are drawn, of which there may be fewer than there are tokens. */
const besideBars = 20 + targetColumns;

/** What the queries, keys and values of this run are. */
export const projections = {
  queries(run: BlockRun): Content[] {
    const { nHeads, headDim } = run.config;
    return [
      `${nHeads} heads ask with ${headDim} numbers each. ${longest(run, "attention.wq", nHeads, "query")}`,
    ];
  },
  keys(run: BlockRun): Content[] {
    const { nHeads, nKvHeads } = run.config;
    const shared =
      nHeads === nKvHeads
        ? "Each head has keys of its own."
        : `${nKvHeads} key heads answer ${nHeads} query heads, ${nHeads / nKvHeads} of them each (grouped-query attention): that keeps the cache small.`;
    return [`${shared} ${longest(run, "attention.wk", nKvHeads, "key")}`];
  },
  values(run: BlockRun): Content[] {
    return [longest(run, "attention.wv", run.config.nKvHeads, "value")];
  },
};

/** How a position turns the first and the last pair of head 0. */
export const rotations = {
  queries(run: BlockRun): Content[] {
    return [turned(run, "attention.wq", "attention.q", "query")];
  },
  keys(run: BlockRun): Content[] {
    const { config, ids } = run;
    const kilobytes = cacheBytes(config, ids.length) / 1000;
    const cache = `The cache of this layer now has ${whole(ids.length)} keys and values: ${decimal(kilobytes)} kB.`;
    return [turned(run, "attention.wk", "attention.k", "key"), cache];
  },
};

/** Which tokens the heads match and look at. */
export const looks = {
  scores(run: BlockRun): Content[] {
    const best = bestOfHeads(run, "attention.scores");
    const [{ head, at, value }] = best;
    const { nHeads, nKvHeads } = run.config;
    const key = nHeads === nKvHeads ? "" : `, whose keys are those of key head ${kvHeadOf(head, run.config)}`;
    return [
      `The best match of all: ${decimal(value)}, of head ${head}${key}, with ${quoted(run, at)} at position ${at}.`,
      heads(() =>
        best.map((each) => {
          const score = padStart(decimal(each.value), 7);
          return `${headName(each.head)}  best match ${score} ${target(run, each.at)}`;
        }),
      ),
    ];
  },
  shares(run: BlockRun): Content[] {
    const best = bestOfHeads(run, "attention.shares");
    const [{ head, at, value }] = best;
    const shares = run.whole("attention.shares");
    const where = at === run.position ? "at itself" : `back at ${quoted(run, at)}`;
    return [
      `${quoted(run, run.position)} looks ${where} with ${percent(value)} of the attention of head ${head}. ▁ to █ are the shares of the tokens up to it:`,
      heads(({ colors, width }: Canvas) =>
        best.map((each) => {
          const row = shares
            .select(0, each.head)
            .toFloat32()
            .data.slice(-(width - besideBars));
          const heights = colors.cyan(Array.from(row, level).join(""));
          return `${headName(each.head)}  ${heights}  ${padStart(percent(each.value), 6)} ${target(run, each.at)}`;
        }),
      ),
    ];
  },
  results(run: BlockRun): Content[] {
    const lengths = headLengths(run.last("attention.heads"), run.config.nHeads);
    const order = [...lengths.keys()].sort((a, b) => lengths[b] - lengths[a]);
    const largest = Math.max(lengths[order[0]], Number.MIN_VALUE);
    const best = new Map(bestOfHeads(run, "attention.shares").map((each) => [each.head, each]));
    return [
      `Head ${order[0]} brings the longest vector. Length by head, with the token that it took most from:`,
      heads(({ colors }: Canvas) =>
        order.map((head) => {
          const drawn = padEnd(colors.green(bar((lengths[head] / largest) * barColumns)), barColumns);
          const at = best.get(head)?.at ?? 0;
          const size = padStart(decimal(lengths[head]), 6);
          return `${headName(head)}  ${drawn} ${size} ${target(run, at)}`;
        }),
      ),
    ];
  },
};

function target(run: BlockRun, at: number): string {
  return cut(`at ${at} ${quoted(run, at)}`, targetColumns);
}

function heads(lines: List["lines"]): List {
  return { lines, keep: "first", what: "heads" };
}

function headName(head: number): string {
  return `head ${padStart(String(head), 2)}`;
}

/**
 * What the heads of a block look at, in a sentence or two. Many look at the first token when they have nothing to look for
 * (Xiao et al., "Efficient Streaming Language Models with Attention Sinks", 2023).
 */
export function looksInShort(run: BlockRun): string {
  const best = bestOfHeads(run, "attention.shares");
  const back = best.find(({ at }) => at > 0 && at < run.position);
  const atFirst = best.filter(({ at }) => at === 0).length;
  const look = atFirst === 1 ? "looks" : "look";
  const first = `${atFirst} of ${best.length} heads ${look} mostly at the first token, as heads do that have nothing to look for.`;
  if (back === undefined) return first;
  const { head, at, value } = back;
  const others = `Head ${head} looks back with ${percent(value)} at ${quoted(run, at)} (position ${at}).`;
  return atFirst === 0 ? others : `${first} ${others}`;
}

interface Best {
  readonly head: number;
  readonly at: number;
  readonly value: number;
}

/** The largest number of every head, the head with the largest first. */
function bestOfHeads(run: BlockRun, kind: "attention.scores" | "attention.shares"): Best[] {
  const numbers = run.whole(kind);
  return Array.from({ length: run.config.nHeads }, (_, head) => {
    const row = numbers.select(0, head).toFloat32().data;
    const at = indexOfLargest(row);
    return { head, at, value: row[at] };
  }).sort((a, b) => b.value - a.value);
}

function longest(
  run: BlockRun,
  kind: "attention.wq" | "attention.wk" | "attention.wv",
  heads: number,
  what: string,
): string {
  const lengths = headLengths(run.last(kind), heads);
  const head = indexOfLargest(lengths);
  const whose = what === "query" ? "head" : `${what} head`;
  return `The longest ${what} of ${quoted(run, run.position)} is that of ${whose} ${head}, with length ${decimal(lengths[head])}.`;
}

function turned(
  { last, position, frequencies }: BlockRun,
  from: "attention.wq" | "attention.wk",
  to: "attention.q" | "attention.k",
  what: string,
): string {
  const pair = (kind: typeof from | typeof to) => {
    const [a, b] = last(kind);
    return `(${decimal(a)}, ${decimal(b)})`;
  };
  const fast = decimal(position * frequencies[0]);
  const slow = decimal(position * frequencies[frequencies.length - 1]);
  return `At position ${position} the first pair of every ${what} turns by ${fast} radians, the last one only by ${slow}. In head 0 the first pair was ${pair(from)} and is ${pair(to)} now.`;
}
