import { FileError } from "../../common/errors.ts";
import { type OpenFile, readBytes } from "../../common/file.ts";
import { downloadAgain, notMetas } from "../problems.ts";

const expired = `the download failed, perhaps its link had expired: ${downloadAgain}`;
const unpackFirst = "unpack it first";

/** What is often found under the name of a checkpoint: how it begins, what it is, and what to do about it. */
const impostors: readonly (readonly [begin: RegExp, kind: string, advice: string])[] = [
  [
    /^version https:\/\/git-lfs/,
    "is a Git LFS pointer, not the file itself",
    'get the file with "git lfs pull"',
  ],
  [/^\s*<(!doctype|html|head|body|!--)/i, "is a web page, not a checkpoint", expired],
  [/^\s*<(\?xml|error)/i, "is an XML message of a server, not a checkpoint", expired],
  [/^GGUF/, "is a GGUF file", `llama.cpp reads those; ${notMetas}`],
  [/^.{8}\{\s*"/s, "is a safetensors file of Hugging Face", notMetas],
  [/^\s*[{[]/, "is JSON, not a checkpoint", expired],
  [
    /^(\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!)/,
    "is packed by gzip or a program like it",
    unpackFirst,
  ],
  [/^.{257}ustar/s, "is a tar archive", unpackFirst],
  [/^\0{512}/, "begins with zeros, so its download is not complete", downloadAgain],
];

/**
 * Which of its two formats a checkpoint is in, by its first bytes.
 * @throws FileError that says what the file is, if it is neither
 */
export function torchFormat(file: OpenFile): "zip" | "legacy" {
  if (file.size === 0) throw new FileError(file.path, "is empty", downloadAgain);
  const head = Buffer.from(readBytes(file, 0, Math.min(file.size, 512))).toString("latin1");
  if (/^PK(\x03\x04|\x05\x06)/.test(head)) return "zip";
  if (/^\x80[\x02-\x05]/.test(head)) return "legacy";
  for (const [begin, kind, advice] of impostors) {
    if (begin.test(head)) throw new FileError(file.path, kind, advice);
  }
  throw new FileError(file.path, "is not a file by PyTorch", notMetas);
}
