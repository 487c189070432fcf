import { renameSync, writeFileSync } from "node:fs";
import { withFile } from "../checkpoint/file.ts";
import { readRows } from "../checkpoint/rows.ts";
import { readTorchZip } from "../checkpoint/torch-zip.ts";
import { FileError } from "../common/errors.ts";
import type { CurvePoint } from "./curve.ts";
import { writeTorch } from "./torch-writer.ts";
import type { Trainer } from "./trainer.ts";

/** how far a training has come, beside its weights. */
export interface Progress {
  /** steps done. */
  readonly steps: number;
  readonly curve: readonly CurvePoint[];
}

type Values = Pick<Trainer, "weights" | "m" | "v">;

/**
 * writes all that is needed to go on later with the same result: a file of `torch.save` with float32 tensors. it is written
 * beside and then renamed, so that an interruption leaves the one before.
 */
export function saveState(path: string, { weights, m, v }: Values, { steps, curve }: Progress): void {
  const rows = curve.map(({ step, tokens, learningRate, loss, heldOut }) => {
    return [step, tokens, learningRate, loss, heldOut ?? Number.NaN];
  });
  const tensors = Object.entries({ weights, m, v, steps: [steps], curve: rows.flat() });
  const written = tensors.map(([name, values]) => {
    return { name, shape: [values.length], data: Float32Array.from(values) };
  });
  writeFileSync(`${path}.part`, writeTorch(written, "state"));
  renameSync(`${path}.part`, path);
}

/**
 * puts back what {@link saveState} wrote.
 * @throws FileError when the file is not one, or of another network
 */
export function loadState(path: string, { weights, m, v }: Values): Progress {
  const tensors = withFile(path, readTorchZip);
  const read = (name: string): Float32Array => {
    const info = tensors.get(name);
    const elements = info && readRows(info, 0, info.shape[0], "read").elements;
    if (elements instanceof Float32Array) return elements;
    throw new FileError(path, `has no float32 tensor "${name}"`, "name a file that training wrote");
  };
  for (const [name, target] of Object.entries({ weights, m, v })) {
    const saved = read(name);
    if (saved.length !== target.length) {
      throw new FileError(
        path,
        `is of a network of ${saved.length} parameters, not ${target.length}`,
        "train with the sizes it began with",
      );
    }
    target.set(saved);
  }
  const numbers = read("curve");
  const curve = Array.from({ length: numbers.length / 5 }, (_, i) => {
    const [step, tokens, learningRate, loss, heldOut] = numbers.subarray(5 * i);
    return { step, tokens, learningRate, loss, heldOut: Number.isNaN(heldOut) ? undefined : heldOut };
  });
  return { steps: read("steps")[0], curve };
}
