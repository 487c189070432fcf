import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A little-endian float32 array in reference.bin. */
export interface Stored {
  readonly byte_offset: number;
  readonly shape: readonly number[];
}

/** What PyTorch answered for a fixture model (reference.json). */
export interface Reference {
  readonly prompts: readonly {
    readonly name: string;
    readonly ids: readonly number[];
    readonly logits: Stored;
    readonly greedy: readonly number[];
    readonly greedy_text: string;
    readonly logits_after: Stored;
  }[];
  readonly hidden_states: Stored & { readonly prompt: string };
  readonly all_positions: Stored & { readonly prompt: string };
  readonly rope: {
    readonly head_dim: number;
    readonly rope_theta: number;
    readonly positions: readonly number[];
    readonly unscaled: Record<"cos" | "sin" | "inv_freq", Stored>;
    readonly scaled: Record<"cos" | "sin" | "inv_freq", Stored>;
  };
}

const fixtures = join(import.meta.dir, "../fixtures");

/** The folder of a fixture model. */
export function fixture(name: string): string {
  return join(fixtures, name);
}

/** PyTorch's answers for a fixture model, and its arrays. */
export function readReference(name: string): { reference: Reference; array: (of: Stored) => Float32Array } {
  const reference: Reference = JSON.parse(readFileSync(join(fixture(name), "reference.json"), "utf8"));
  const { buffer } = new Uint8Array(readFileSync(join(fixture(name), "reference.bin")));
  const array = ({ byte_offset, shape }: Stored) =>
    new Float32Array(
      buffer,
      byte_offset,
      shape.reduce((a, b) => a * b, 1),
    );
  return { reference, array };
}

/** The largest difference of two arrays, as a part of the range of the second. */
export function relativeDifference(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < want.length; i++) {
    // NaN must not pass for small
    largest = Math.max(largest, Number.isNaN(got[i]) ? Number.POSITIVE_INFINITY : Math.abs(got[i] - want[i]));
    low = Math.min(low, want[i]);
    high = Math.max(high, want[i]);
  }
  return largest / (high - low);
}
