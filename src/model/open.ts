import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { readCheckpoint } from "../checkpoint/checkpoint.ts";
import { readParams } from "../checkpoint/params.ts";
import { folderHolds, notMetas } from "../checkpoint/problems.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import { torchFormat } from "../checkpoint/torch/format.ts";
import { FileError } from "../common/errors.ts";
import { attempt, withFile } from "../common/file.ts";
import { Tokenizer } from "../tokenizer/tokenizer.ts";
import { type ModelConfig, modelConfig } from "./config.ts";
import { checkTensors } from "./tensors.ts";

/** What a model's files say about it; the weights stay on disk. */
export interface ModelFiles {
  /** The folder's name, as people know the model. */
  readonly name: string;
  readonly folder: string;
  /** The format of its files, for people. */
  readonly format: string;
  readonly config: ModelConfig;
  /** The content of params.json. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Tensors by Meta's names, in the order of the file; they are those that the network needs, in the right shapes. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

const metaNames = ["params.json", "tokenizer.model", "consolidated.00.pth"];

/**
 * Opens a model, whatever its path leads to: a folder of Meta's files, one whose folder `original` holds them (as on
 * Hugging Face), or a consolidated.00.pth in such a folder.
 * @throws FileError when a file is missing, broken or of another kind, or when the files do not belong together
 */
export function openModel(path: string): ModelFiles {
  const folder = modelFolder(path);
  const params = readParams(folder);
  const checkpoint = readCheckpoint(folder);
  const config = modelConfig(params, checkpoint.tensors.get("tok_embeddings.weight")?.shape[0]);
  checkTensors(checkpoint, config);
  const named = basename(folder) === "original" ? dirname(folder) : folder;
  const { format, tensors } = checkpoint;
  return { name: basename(named), folder, format, config, params: params.raw, tensors };
}

/**
 * The tokenizer of a model.
 * @param path as for {@link openModel}; of the files only tokenizer.model is needed
 * @throws FileError when it is missing or broken
 */
export function openTokenizer(path: string): Tokenizer {
  return Tokenizer.load(join(modelFolder(path), "tokenizer.model"));
}

/** Whether a folder looks like a model: one of the files is enough, so that an error can say which others are missing. */
export function isModelFolder(folder: string): boolean {
  return holdsMetasFiles(folder) || holdsMetasFiles(join(folder, "original"));
}

/** The folder with Meta's files that a path leads to. @throws FileError that says what is there instead */
function modelFolder(path: string): string {
  const there = attempt(path, () => statSync(path), folderHolds);
  if (!there.isDirectory()) {
    if (there.isFile() && path.endsWith(".pth")) return dirname(resolve(path));
    // It says what kind of file it is
    withFile(path, torchFormat, folderHolds);
    throw new FileError(path, "is a file", folderHolds);
  }
  if (holdsMetasFiles(path)) return resolve(path);
  const original = join(path, "original");
  if (holdsMetasFiles(original)) return resolve(original);
  const names = attempt(path, () => readdirSync(path));
  if (names.some((name) => name.endsWith(".safetensors")) || names.includes("config.json")) {
    throw new FileError(path, "holds a model in Hugging Face's format (safetensors)", notMetas);
  }
  if (names.some((name) => name.endsWith(".gguf"))) {
    throw new FileError(path, "holds a model in llama.cpp's format (GGUF)", notMetas);
  }
  throw new FileError(path, "holds no model", folderHolds);
}

function holdsMetasFiles(folder: string): boolean {
  return metaNames.some((name) => existsSync(join(folder, name)));
}
