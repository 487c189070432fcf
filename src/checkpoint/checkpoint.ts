import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FileError } from "../common/errors.ts";
import { attempt, type OpenFile, withFile } from "../common/file.ts";
import { folderHolds } from "./problems.ts";
import type { TensorInfo } from "./tensor-info.ts";
import { torchFormat } from "./torch/format.ts";
import { readTorchLegacy } from "./torch/legacy-file.ts";
import { readTorchZip } from "./torch/zip-file.ts";

/** The tensors of a model's folder by name. Their elements stay on disk. */
export interface Checkpoint {
  readonly folder: string;
  /** The format of the files, for people. */
  readonly format: string;
  /** The paths of the files that hold the tensors. */
  readonly files: readonly string[];
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

/**
 * Reads the description of the tensors in `consolidated.00.pth` of a folder. The file is not trusted: each returned
 * tensor is checked to lie within it.
 * @throws FileError
 */
export function readCheckpoint(folder: string): Checkpoint {
  const path = findCheckpoint(folder);
  const read = (file: OpenFile) =>
    torchFormat(file) === "zip"
      ? { format: "PyTorch's zip format, little-endian", tensors: readTorchZip(file) }
      : { format: "PyTorch's legacy format, little-endian", tensors: readTorchLegacy(file) };
  return { folder, files: [path], ...withFile(path, read, folderHolds) };
}

function findCheckpoint(folder: string): string {
  const names = attempt(folder, () => readdirSync(folder), folderHolds);
  const parts = names.filter((name) => /^consolidated\.\d+\.pth$/.test(name)).sort();
  if (parts.length > 1) {
    throw new FileError(
      join(folder, parts[0]),
      `is one of ${parts.length} parts of a model that was split for several GPUs, which llama-nb cannot join yet`,
      "use a model in one part, such as Llama 3.1 8B",
    );
  }
  const path = join(folder, "consolidated.00.pth");
  if (parts[0] === "consolidated.00.pth") return path;
  throw new FileError(path, "is not there", missingAdvice(names));
}

/** What to do about a missing checkpoint, going by what else is in the folder. */
function missingAdvice(names: readonly string[]): string {
  if (names.includes("original")) {
    return "Meta's files are often in the folder original/ beside it: name that one";
  }
  if (names.some((name) => /\.(safetensors|gguf)$/.test(name))) {
    return "this folder has another format: get Meta's files, on Hugging Face in the folder original/ of a model";
  }
  return folderHolds;
}
