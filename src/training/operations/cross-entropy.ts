import type { Compute } from "../kernels.ts";
import type { Matrix } from "../network/matrix.ts";

/** In place of a target where there is none: what comes next there is not to be learned. */
export const noTarget = -1;

/**
 * The loss of a batch, and in place of the scores its gradient:
 *
 *     loss = -log softmax(scores)[target]        dScores = share × (softmax(scores) - 1 at the target)
 *
 * @param logits [tokens, vocabulary], the vocabulary a multiple of 4
 * @param targets the token that comes next, for each row, or {@link noTarget}: no loss, and a gradient of zeros
 * @param share what a row's loss counts for; with 1 / rows that count, the loss to minimize is their mean
 * @returns the sum of the losses, not multiplied by `share`
 */
export function crossEntropy(
  { kernels, floats }: Compute,
  logits: Matrix,
  targets: Int32Array,
  share: number,
): number {
  let total = 0;
  for (const [t, target] of targets.entries()) {
    const address = logits.address + t * logits.stride;
    const row = floats.subarray(address / 4, address / 4 + logits.columns);
    if (target === noTarget) {
      row.fill(0);
      continue;
    }
    const ofTarget = row[target];
    const largest = kernels.largestOf(address, logits.columns);
    const sum = kernels.softmax(address, logits.columns, share);
    row[target] -= share;
    total += Math.log(sum) + largest - ofTarget;
  }
  return total;
}
