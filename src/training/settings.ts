/** How a network is trained. */
export interface TrainingSettings {
  readonly seed: number;
  readonly steps: number;
  /** Batches whose gradients are added up for a step; also the most ranks that can work. The result depends on it. */
  readonly shards: number;
  /** Most tokens of one such batch. */
  readonly batchTokens: number;
  /** Most tokens of a sequence. */
  readonly sequence: number;
  /** Largest learning rate, after the warm-up. */
  readonly learningRate: number;
  /** The last learning rate, as a share of the largest. */
  readonly finalShare: number;
  readonly warmUpSteps: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  readonly weightDecay: number;
  /** The longest that a step's gradient may be, as a vector of all parameters. */
  readonly clip: number;
}

/** What has proven itself for a model of two million parameters. */
export const defaultSettings: TrainingSettings = {
  seed: 1,
  steps: 5600,
  shards: 4,
  batchTokens: 512,
  sequence: 512,
  learningRate: 4e-3,
  finalShare: 0.05,
  warmUpSteps: 200,
  beta1: 0.9,
  beta2: 0.95,
  eps: 1e-8,
  weightDecay: 0.1,
  clip: 1,
};

/**
 * The learning rate of a step, from 0: it rises evenly during the warm-up, then falls along half a cosine (Loshchilov and
 * Hutter, "SGDR", 2017).
 */
export function learningRate(step: number, settings: TrainingSettings): number {
  const { learningRate: largest, warmUpSteps, steps, finalShare } = settings;
  if (step < warmUpSteps) return (largest * (step + 1)) / warmUpSteps;
  const progress = (step - warmUpSteps) / Math.max(1, steps - warmUpSteps);
  return largest * (finalShare + (1 - finalShare) * 0.5 * (1 + Math.cos(Math.PI * progress)));
}
