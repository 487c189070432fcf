import { downloadAgain } from "./problems.ts";

/** What a file is instead of a file of a model, and what to do about it. */
export interface Mistake {
  readonly problem: string;
  readonly advice: string;
}

const expired = `the download failed, perhaps its link had expired: ${downloadAgain}`;
const unpackFirst = "unpack it first";

/** How files begin that are often saved under the name of a model's file, what they are, and what to do. */
const kinds: readonly (readonly [begin: RegExp, problem: string, advice: string])[] = [
  [
    /^version https:\/\/git-lfs/,
    "is a Git LFS pointer, not the file itself",
    'get the file with "git lfs pull"',
  ],
  [/^\s*<(!doctype|html|head|body|!--)/i, "is a web page, not a file of a model", expired],
  [/^\s*<(\?xml|error)/i, "is an XML message of a server, not a file of a model", expired],
  [/^\s*[{[]/, "is JSON, not a file of this kind", expired],
  [
    /^(\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!)/,
    "is packed by gzip or a similar program",
    unpackFirst,
  ],
  [/^.{257}ustar/s, "is a tar archive", unpackFirst],
  [/^\0{512}/, "begins with zeros, so its download is not complete", downloadAgain],
];

/**
 * Recognizes a file that was saved under the wrong name, such as the web page behind an expired link.
 * @param head the first 512 bytes of the file, a character per byte
 * @returns undefined if it is none of the known kinds
 */
export function mistakenFile(head: string): Mistake | undefined {
  const found = kinds.find(([begin]) => begin.test(head));
  return found && { problem: found[1], advice: found[2] };
}
