import { FileError } from "../../common/errors.ts";
import { type OpenFile, readBytes } from "../../common/file.ts";
import { mistakenFile } from "../mistaken-file.ts";
import { downloadAgain, notMetas } from "../problems.ts";

/**
 * Which of the two formats of PyTorch a checkpoint has, told from its first bytes.
 * @throws FileError that says what the file is, if it is neither
 */
export function torchFormat(file: OpenFile): "zip" | "legacy" {
  if (file.size === 0) throw new FileError(file.path, "is empty", downloadAgain);
  const head = Buffer.from(readBytes(file, 0, Math.min(file.size, 512))).toString("latin1");
  if (/^PK(\x03\x04|\x05\x06)/.test(head)) return "zip";
  if (/^\x80[\x02-\x05]/.test(head)) return "legacy";
  if (head.startsWith("GGUF")) {
    throw new FileError(file.path, "is a GGUF file", `llama.cpp reads those; ${notMetas}`);
  }
  if (/^.{8}\{\s*"/s.test(head)) {
    throw new FileError(file.path, "is a safetensors file of Hugging Face", notMetas);
  }
  const mistake = mistakenFile(head);
  if (mistake !== undefined) throw new FileError(file.path, mistake.problem, mistake.advice);
  throw new FileError(file.path, "was not written by PyTorch", notMetas);
}
