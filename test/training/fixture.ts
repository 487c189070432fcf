import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelConfig } from "../../src/model/config.ts";

// What PyTorch answered, as scripts/fixtures/make-training-fixtures.py wrote it

interface Stored {
  readonly offset: number;
  readonly shape: number[];
}

interface StoredSequence {
  readonly tokens: number[];
  readonly targets: number[];
}

interface Fixture {
  readonly config: Omit<ModelConfig, "ropeScaling">;
  readonly weights: Record<string, Stored>;
  readonly gradient: {
    readonly batch: StoredSequence[];
    readonly loss: number;
    readonly gradients: Record<string, Stored>;
  };
  readonly adamw: {
    readonly settings: Record<"learningRate" | "beta1" | "beta2" | "eps" | "weightDecay" | "clip", number>;
    readonly steps: { readonly batch: StoredSequence[]; readonly loss: number; readonly norm: number }[];
    readonly weights: Record<string, Stored>;
  };
}

const folder = join(import.meta.dir, "../fixtures/training");
const { buffer } = new Uint8Array(readFileSync(join(folder, "training.bin")));

export const fixture: Fixture = JSON.parse(readFileSync(join(folder, "training.json"), "utf8"));

/** The tiny network of the fixture. */
export const config: ModelConfig = { ...fixture.config, ropeScaling: undefined };

/** An array that PyTorch gave. */
export function stored({ offset, shape }: Stored): Float32Array {
  return new Float32Array(
    buffer,
    offset,
    shape.reduce((a, b) => a * b, 1),
  ).slice();
}

/** The largest |got - want| / (1 + |want|); Infinity where the lengths differ or a number is none. */
export function difference(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < got.length; i++) {
    const part = Math.abs(got[i] - want[i]) / (1 + Math.abs(want[i]));
    largest = Math.max(largest, Number.isNaN(part) ? Number.POSITIVE_INFINITY : part);
  }
  return largest;
}

/** A batch of sequences of the fixture. */
export function batchOfSequences(sequences: readonly StoredSequence[]) {
  let at = 0;
  return {
    tokens: Int32Array.from(sequences.flatMap(({ tokens }) => tokens)),
    targets: Int32Array.from(sequences.flatMap(({ targets }) => targets)),
    sequences: sequences.map(({ tokens: { length } }) => {
      const from = at;
      at += length;
      return { from, length };
    }),
  };
}
