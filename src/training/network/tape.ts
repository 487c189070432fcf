import type { ModelConfig } from "../../model/config.ts";
import { type AttentionScratch, attentionScratchSize } from "../operations/attention.ts";
import type { TransposeScratch } from "../operations/linear.ts";
import { transposedSize } from "../operations/multiply.ts";
import { firstRows, type Layout, type Matrix } from "./matrix.ts";

/** The most that a batch may have. */
export interface Capacity {
  /** Tokens of a batch, a multiple of 4. */
  readonly tokens: number;
  /** Tokens of a sequence, a multiple of 4. */
  readonly sequence: number;
}

/** What a block leaves behind in the forward pass for the backward pass. */
export interface LayerTape {
  /** [tokens, dim], the block's input. */
  readonly x: Matrix;
  readonly attentionInput: Matrix;
  readonly attentionScales: Matrix;
  readonly q: Matrix;
  readonly k: Matrix;
  readonly v: Matrix;
  /** Address of the attention's probabilities. */
  readonly probabilities: number;
  readonly attended: Matrix;
  readonly h: Matrix;
  readonly ffnInput: Matrix;
  readonly ffnScales: Matrix;
  readonly gate: Matrix;
  readonly up: Matrix;
  readonly hidden: Matrix;
}

/** Gradients of the backward pass, one block after the other in the same place. */
export interface GradientTape {
  /** [tokens, dim], of the residual stream. */
  readonly x: Matrix;
  readonly normed: Matrix;
  readonly q: Matrix;
  readonly k: Matrix;
  readonly v: Matrix;
  readonly attended: Matrix;
  readonly gate: Matrix;
  readonly up: Matrix;
  readonly hidden: Matrix;
}

/** All that one rank computes for one batch. */
export interface Tape {
  readonly layers: readonly LayerTape[];
  /** [tokens, dim], the last block's output, normed, and the scores of what comes next. */
  readonly x: Matrix;
  readonly normed: Matrix;
  readonly scales: Matrix;
  readonly logits: Matrix;
  /** [tokens, dim], what a block adds to the residual stream. */
  readonly projected: Matrix;
  readonly gradient: GradientTape;
  readonly scratch: TransposeScratch & AttentionScratch;
}

/** Places for the largest batch. */
export function createTape(config: ModelConfig, { tokens, sequence }: Capacity, layout: Layout): Tape {
  const { dim, hiddenDim, nHeads, nKvHeads, headDim, vocabSize, nLayers } = config;
  const stream = () => layout.matrix(tokens, dim);
  const ofHeads = (heads: number) => layout.matrix(tokens, heads * headDim);
  const ofHidden = () => layout.matrix(tokens, hiddenDim);
  const scales = () => layout.matrix(tokens, 1);
  const largest = Math.max(
    transposedSize(tokens, Math.max(dim, hiddenDim, vocabSize)),
    transposedSize(Math.max(hiddenDim, vocabSize), dim),
    transposedSize(dim, hiddenDim),
    attentionScratchSize(sequence, headDim),
  );
  return {
    layers: Array.from({ length: nLayers }, () => ({
      x: stream(),
      attentionInput: stream(),
      attentionScales: scales(),
      q: ofHeads(nHeads),
      k: ofHeads(nKvHeads),
      v: ofHeads(nKvHeads),
      // A batch has the largest sum of squares when its sequences are as long as can be
      probabilities: layout.reserve(tokens * sequence * nHeads),
      attended: ofHeads(nHeads),
      h: stream(),
      ffnInput: stream(),
      ffnScales: scales(),
      gate: ofHidden(),
      up: ofHidden(),
      hidden: ofHidden(),
    })),
    x: stream(),
    normed: stream(),
    scales: scales(),
    logits: layout.matrix(tokens, vocabSize),
    projected: stream(),
    gradient: {
      x: stream(),
      normed: stream(),
      q: ofHeads(nHeads),
      k: ofHeads(nKvHeads),
      v: ofHeads(nKvHeads),
      attended: ofHeads(nHeads),
      gate: ofHidden(),
      up: ofHidden(),
      hidden: ofHidden(),
    },
    scratch: {
      left: layout.reserve(largest),
      right: layout.reserve(largest),
      keys: layout.reserve(attentionScratchSize(sequence, headDim)),
      scores: layout.reserve(attentionScratchSize(sequence, headDim)),
    },
  };
}

/** The same places, of which a smaller batch uses the first rows. */
export function tapeFor(tape: Tape, tokens: number): Tape {
  const cut = <Places extends object>(places: Places): Places => {
    const isMatrix = (value: unknown): value is Matrix => typeof value === "object";
    const entries = Object.entries(places).map(([name, place]) => {
      return [name, isMatrix(place) ? firstRows(place, tokens) : place];
    });
    return Object.fromEntries(entries);
  };
  const { layers, gradient, scratch, ...matrices } = tape;
  return { ...cut(matrices), layers: layers.map(cut), gradient: cut(gradient), scratch };
}
