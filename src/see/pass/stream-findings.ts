import { decimal, percent, whole } from "../numbers.ts";
import { type BlockRun, type Content, quoted } from "./run.ts";
import type { BlockKind } from "./steps.ts";
import { angle, fewest, indexOfLargest, rms } from "./vectors.ts";

/** What a norm does to a vector. */
export function normFinding(before: Float32Array, after: Float32Array): Content[] {
  return [
    `The last token's vector had a root mean square of ${decimal(rms(before))}. Divided by it, and with each number times its learnt weight, it has one of ${decimal(rms(after))}.`,
  ];
}

/** How large what is added is beside the stream. */
export function addedFinding(added: Float32Array, stream: Float32Array): Content[] {
  const [a, b] = [rms(added), rms(stream)];
  const factor = a / Math.max(b, Number.MIN_VALUE);
  return [
    `What is to be added to the last token has a root mean square of ${decimal(a)}. That is ${decimal(factor)} times the stream's ${decimal(b)}.`,
  ];
}

/** What an addition did to the stream. */
export function sumFinding(before: Float32Array, after: Float32Array, what: string): Content[] {
  const isSame = before.every((value, i) => value === after[i]);
  if (isSame) return [`Nothing is added, because ${what} is switched off.`];
  return [
    `The last token's stream had a root mean square of ${decimal(rms(before))}, now it is ${decimal(rms(after))}. Its direction has turned by ${degrees(before, after)}.`,
  ];
}

/** What the parts of the feed-forward step do in this run. */
export const feedForwardFindings = {
  gates(run: BlockRun): Content[] {
    const gates = run.last("feed_forward.w1");
    const open = gates.reduce((count, gate) => count + (gate > 0 ? 1 : 0), 0);
    return [
      `For ${quoted(run, run.position)} ${whole(open)} of ${whole(gates.length)} gates are above 0 (${percent(open / gates.length)}). ${largest(gates, "gate")}`,
    ];
  },
  up(run: BlockRun): Content[] {
    return [largest(run.last("feed_forward.w3"), "number")];
  },
  products(run: BlockRun): Content[] {
    const products = run.last("feed_forward.swiglu");
    const few = fewest(products, 0.5);
    const comment = few < products.length / 20 ? ": only few of the patterns matter here" : "";
    return [
      `${whole(few)} of the ${whole(products.length)} products of ${quoted(run, run.position)} make up half of the sum of all squares${comment}.`,
    ];
  },
};

function degrees(before: Float32Array, after: Float32Array): string {
  const turned = angle(before, after);
  return `${turned.toFixed(turned < 10 ? 1 : 0)} degrees`;
}

function largest(numbers: Float32Array, what: string): string {
  const at = indexOfLargest(numbers);
  return `The largest is ${what} ${at}: ${decimal(numbers[at])}.`;
}

/** How much a part of the block adds to the last token, as a part of what the stream was before. */
export function relativeSize(
  run: BlockRun,
  kind: Extract<BlockKind, "attention.wo" | "feed_forward.w2">,
): string {
  return decimal(rms(run.last(kind)) / Math.max(rms(run.stream), Number.MIN_VALUE));
}
