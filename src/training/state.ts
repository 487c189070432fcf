import { readRows } from "../checkpoint/rows.ts";
import { writeTorch } from "../checkpoint/torch/writer.ts";
import { readTorchZip } from "../checkpoint/torch/zip-file.ts";
import { FileError } from "../common/errors.ts";
import { withFile } from "../common/file.ts";
import { replaceFile } from "../common/replace-file.ts";
import type { CurvePoint } from "./curve.ts";
import type { Trainer } from "./trainer.ts";

/** How far a training has come, beside its weights. */
export interface Progress {
  /** Steps done. */
  readonly steps: number;
  readonly curve: readonly CurvePoint[];
}

type Values = Pick<Trainer, "weights" | "m" | "v">;

/** Numbers of a point of the curve in the file. */
const pointNumbers = 5;

/**
 * Writes all that is needed to go on later with the same result: a file of `torch.save` with float32 tensors. An interruption
 * leaves the one before.
 * @param choices all numbers that the result depends on, to be held against those of the training that goes on
 */
export function saveState(
  path: string,
  choices: readonly number[],
  { weights, m, v }: Values,
  { steps, curve }: Progress,
): void {
  const rows = curve.map(({ step, tokens, learningRate, loss, heldOut }) => {
    return [step, tokens, learningRate, loss, heldOut ?? Number.NaN];
  });
  const tensors = Object.entries({ choices, weights, m, v, steps: [steps], curve: rows.flat() });
  const written = tensors.map(([name, values]) => {
    return { name, shape: [values.length], data: Float32Array.from(values) };
  });
  replaceFile(path, writeTorch(written, "state"));
}

/**
 * Puts back what {@link saveState} wrote.
 * @throws FileError when the file is not one, or of another training
 */
export function loadState(path: string, choices: readonly number[], { weights, m, v }: Values): Progress {
  const tensors = withFile(path, readTorchZip);
  const read = (name: string): Float32Array => {
    const info = tensors.get(name);
    const elements = info && readRows(info, 0, info.shape[0], "read").elements;
    if (elements instanceof Float32Array) return elements;
    throw new FileError(path, `has no float32 tensor "${name}"`, "name a file that training wrote");
  };
  const wanted = Float32Array.from(choices);
  const found = read("choices");
  if (wanted.length !== found.length || wanted.some((choice, i) => choice !== found[i])) {
    throw new FileError(path, "is of a training with other settings", "give the options that it began with");
  }
  for (const [name, target] of Object.entries({ weights, m, v })) target.set(read(name));
  const numbers = read("curve");
  const curve = Array.from({ length: numbers.length / pointNumbers }, (_, i) => {
    const [step, tokens, learningRate, loss, heldOut] = numbers.subarray(pointNumbers * i);
    return { step, tokens, learningRate, loss, heldOut: Number.isNaN(heldOut) ? undefined : heldOut };
  });
  return { steps: read("steps")[0], curve };
}
