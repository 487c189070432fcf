import type { Batch } from "../data/batch.ts";
import { add } from "../operations/add.ts";
import { crossEntropy } from "../operations/cross-entropy.ts";
import { embedding, embeddingBackward } from "../operations/embedding.ts";
import { linear, linearBackward } from "../operations/linear.ts";
import { rmsNorm, rmsNormBackward } from "../operations/rms-norm.ts";
import { attention, attentionBackward } from "./attention.ts";
import { feedForward, feedForwardBackward } from "./feed-forward.ts";
import { clear } from "./matrix.ts";
import type { Network } from "./network-state.ts";
import type { NetworkParameters } from "./parameters.ts";
import { tapeFor } from "./tape.ts";

/**
 * The forward pass (`Transformer` in src/model), for all tokens of a batch at once: it leaves on the tape what the backward pass
 * needs, and in place of the scores their gradient.
 * @param share what the loss of a token counts for
 * @returns the sum of the losses of all tokens with a target
 */
export function forward(network: Network, batch: Batch, share: number): number {
  const { compute, weights, config } = network;
  const tape = tapeFor(network.tape, batch.tokens.length);
  embedding(compute, batch.tokens, weights.tokEmbeddings, tape.layers[0].x); // [tokens, dim]
  for (const [n, layer] of weights.layers.entries()) {
    const saved = tape.layers[n];
    const next = tape.layers[n + 1]?.x ?? tape.x;
    rmsNorm(
      compute,
      saved.x,
      layer.attentionNorm,
      config.normEps,
      saved.attentionInput,
      saved.attentionScales,
    );
    const attended = attention(network, layer, saved, tape, batch.sequences);
    const h = add(compute, saved.x, attended, saved.h); // [tokens, dim]
    rmsNorm(compute, h, layer.ffnNorm, config.normEps, saved.ffnInput, saved.ffnScales);
    add(compute, h, feedForward(compute, layer, saved, tape), next); // [tokens, dim]
  }
  const normed = rmsNorm(compute, tape.x, weights.norm, config.normEps, tape.normed, tape.scales);
  const logits = linear(compute, normed, weights.tokEmbeddings, tape.logits); // [tokens, vocabulary]
  return crossEntropy(compute, logits, batch.targets, share);
}

/**
 * The backward pass, through the same steps in the opposite order, after {@link forward} of the same batch. A block is
 * x + attention(norm(x)), so the gradient of its output goes on to x as it is, and what comes through the norm is added.
 * @param gradients where each weight's gradient is added
 */
export function backward(network: Network, batch: Batch, gradients: NetworkParameters): void {
  const { compute, weights } = network;
  const tape = tapeFor(network.tape, batch.tokens.length);
  const { x: dx, normed: dNormed } = tape.gradient;
  const { floats } = compute;

  clear(floats, dNormed, dx);
  linearBackward(
    compute,
    tape.scratch,
    tape.logits,
    tape.normed,
    weights.tokEmbeddings,
    dNormed,
    gradients.tokEmbeddings,
  );
  rmsNormBackward(compute, dNormed, tape.x, weights.norm, tape.scales, dx, gradients.norm);
  for (let n = weights.layers.length - 1; n >= 0; n--) {
    const layer = weights.layers[n];
    const saved = tape.layers[n];
    const gradient = gradients.layers[n];
    clear(floats, dNormed);
    feedForwardBackward(compute, layer, saved, tape, gradient);
    rmsNormBackward(compute, dNormed, saved.h, layer.ffnNorm, saved.ffnScales, dx, gradient.ffnNorm);
    clear(floats, dNormed);
    attentionBackward(network, layer, saved, tape, batch.sequences, gradient);
    rmsNormBackward(
      compute,
      dNormed,
      saved.x,
      layer.attentionNorm,
      saved.attentionScales,
      dx,
      gradient.attentionNorm,
    );
  }
  embeddingBackward(compute, batch.tokens, dx, gradients.tokEmbeddings);
}
