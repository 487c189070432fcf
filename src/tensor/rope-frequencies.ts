import type { RotaryTable } from "./operations/rotate.ts";
import { Tensor } from "./tensor.ts";

/** How Llama 3.1 and later extend RoPE beyond the context they were first trained with (`apply_scaling` in Meta's model.py). */
export interface RopeScaling {
  readonly factor: number;
  readonly lowFrequencyFactor: number;
  readonly highFrequencyFactor: number;
  /** Tokens. */
  readonly originalContext: number;
}

/**
 * How far each pair of a head's elements turns from one position to the next, in radians: theta^(-2i / headDim),
 * from 1 downwards, as float32 (`precompute_freqs_cis` in Meta's models/llama3/model.py).
 * @param scaling Llama 3.1's adaptation to longer contexts (`apply_scaling`, there). Pairs that turn slowly, less than once over
 * the original context, turn `factor` times more slowly; fast ones stay as they are; those between are interpolated
 */
export function inverseFrequencies(headDim: number, theta: number, scaling?: RopeScaling): Float32Array {
  const frequencies = new Float32Array(headDim / 2);
  for (let i = 0; i < frequencies.length; i++) {
    // PyTorch rounds to float32 after every step, and positions up to 8191 make that visible
    const frequency = Math.fround(1 / Math.fround(theta ** Math.fround((2 * i) / headDim)));
    frequencies[i] = scaling === undefined ? frequency : scaled(frequency, scaling);
  }
  return frequencies;
}

// Every step is rounded to float32, and a number divided by a tensor is computed as the reciprocal times the number, as in PyTorch
function scaled(frequency: number, scaling: RopeScaling): number {
  const { factor, lowFrequencyFactor, highFrequencyFactor, originalContext } = scaling;
  const { fround } = Math;
  const wavelength = fround(fround(1 / frequency) * fround(2 * Math.PI));
  if (wavelength < originalContext / highFrequencyFactor) return frequency;
  if (wavelength > originalContext / lowFrequencyFactor) return frequency / factor;
  const turns = fround(fround(1 / wavelength) * originalContext);
  const smooth = fround(fround(turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor));
  return fround(fround(fround(fround(1 - smooth) * frequency) / factor) + fround(smooth * frequency));
}

/**
 * Cosines and sines for the positions 0 to `positions` - 1. An angle is position × frequency rounded to float32, as
 * PyTorch's outer product gives it: the exact product would give visibly different results at high positions.
 */
export function rotaryTable(frequencies: Float32Array, positions: number): RotaryTable {
  const shape = [positions, frequencies.length];
  const cos = Tensor.float32(shape);
  const sin = Tensor.float32(shape);
  for (let p = 0, at = 0; p < positions; p++) {
    for (const frequency of frequencies) {
      const angle = Math.fround(p * frequency);
      cos.data[at] = Math.cos(angle);
      sin.data[at++] = Math.sin(angle);
    }
  }
  return { cos, sin };
}
