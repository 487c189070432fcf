import { roundUp } from "../common/round-up.ts";
import { Activation, newRegion } from "../engine/activation.ts";
import { cacheLine } from "../engine/memory-limits.ts";
import { elementCount } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { ModelConfig } from "./config.ts";

/**
 * How many rows of logits are computed at once, at most. An answer needs one; whoever looks inside asks for many, and then the
 * output matrix is read once for all of them.
 */
export const logitRows = 64;

/** The buffers that a forward pass computes into, for a whole batch. All layers use the same ones. */
function shapes(config: ModelConfig, batch: number) {
  const { dim, nHeads, nKvHeads, headDim, hiddenDim, vocabSize } = config;
  return {
    /** The residual stream. */
    x: [batch, dim],
    /** Every rank has one of its own: all of them compute the norms. */
    normed: [batch, dim],
    q: [batch, nHeads, headDim],
    k: [batch, nKvHeads, headDim],
    v: [batch, nKvHeads, headDim],
    /** The results of the heads. */
    attended: [batch, nHeads, headDim],
    /** What attention and feed-forward add to the residual stream. */
    added: [batch, dim],
    gate: [batch, hiddenDim],
    up: [batch, hiddenDim],
    logits: [Math.min(batch, logitRows), vocabSize],
  };
}

type Name = keyof ReturnType<typeof shapes>;

/** The buffers of a forward pass, as one rank sees them. */
export type Activations = Readonly<Record<Name, Activation>>;

const privateNames: readonly string[] = ["normed"] satisfies Name[];

/** How large the memory of the activations must be. */
export interface ActivationSizes {
  /** The most tokens that go through at once. */
  readonly batch: number;
  readonly ranks: number;
}

/** Bytes of the memory that `activationsIn` needs. */
export function activationBytes(config: ModelConfig, { batch, ranks }: ActivationSizes): number {
  return Object.entries(shapes(config, batch)).reduce((sum, [name, shape]) => {
    return sum + copies(name, ranks) * alignedBytes(shape);
  }, 0);
}

/** A rank's views of the memory that all ranks share. */
export function activationsIn(
  buffer: ArrayBufferLike,
  config: ModelConfig,
  { batch, ranks }: ActivationSizes,
  rank: number,
): Activations {
  let offset = 0;
  const activations = Object.entries(shapes(config, batch)).map(([name, shape]) => {
    const isPrivate = privateNames.includes(name);
    const bytes = alignedBytes(shape);
    const data = new Float32Array(buffer, offset + (isPrivate ? rank * bytes : 0), elementCount(shape));
    offset += copies(name, ranks) * bytes;
    return [name, new Activation(Tensor.float32(shape, data), newRegion(isPrivate))];
  });
  return Object.fromEntries(activations);
}

function copies(name: string, ranks: number): number {
  return privateNames.includes(name) ? ranks : 1;
}

function alignedBytes(shape: readonly number[]): number {
  return roundUp(elementCount(shape) * Float32Array.BYTES_PER_ELEMENT, cacheLine);
}
