import { UsageError } from "../common/errors.ts";

/** A repository of models, and what of it is wanted. */
export interface Wanted {
  /** The owner and the name with a slash between them. */
  readonly repository: string;
  /** What follows the colon: a quantization such as Q4_K_M, or the name of a GGUF file. */
  readonly choice?: string;
}

/** Each half of a repository's name: letters, digits, and single dots, dashes and underscores between them. */
const half = /^(?!.*(--|\.\.))[A-Za-z0-9_]([\w.-]*\w)?$/;
const longest = 96;

const form =
  "write OWNER/NAME, such as meta-llama/Llama-3.2-1B-Instruct, or OWNER/NAME:QUANT, such as " +
  "bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M";

/**
 * Reads OWNER/NAME or OWNER/NAME:QUANT. The rules for names are those of huggingface_hub's `validate_repo_id`.
 * @throws UsageError for anything else, with the right form of an address that was copied from a browser
 */
export function parseRepository(text: string): Wanted {
  const colon = text.indexOf(":");
  const repository = colon < 0 ? text : text.slice(0, colon);
  const choice = colon < 0 ? undefined : text.slice(colon + 1);
  if (!isRepository(repository)) {
    const meant = fromAddress(text);
    throw new UsageError(
      `"${text}" is not the name of a repository; ${meant === undefined ? form : `did you mean ${meant}?`}`,
    );
  }
  if (choice !== undefined && !isChoice(choice)) {
    throw new UsageError(
      `"${choice}" after the colon is neither a quantization nor the name of a GGUF file; ${form}`,
    );
  }
  return { repository, choice };
}

/** The name of the folder for a repository. A repository's name has no two dashes in a row. */
export function folderName(repository: string, variant?: string): string {
  return [...repository.split("/"), ...(variant === undefined ? [] : [variant])].join("--");
}

function isRepository(text: string): boolean {
  const halves = text.split("/");
  return (
    halves.length === 2 &&
    text.length <= longest &&
    halves.every((each) => half.test(each)) &&
    !text.endsWith(".git")
  );
}

/** A choice is compared with the names of files, and never used as a path. */
function isChoice(text: string): boolean {
  return /^[^\p{C}\s]{1,200}$/u.test(text);
}

/** OWNER/NAME in the address of a page, such as https://huggingface.co/OWNER/NAME/tree/main. */
function fromAddress(text: string): string | undefined {
  const address = /^(?:https?:\/\/)?(?:[\w-]+\.)+[a-z]+\/([^/?#:\s]+\/[^/?#:\s]+)(:[^/\s]+)?/.exec(text);
  if (address === null || !isRepository(address[1])) return undefined;
  return `${address[1]}${address[2] ?? ""}`;
}
