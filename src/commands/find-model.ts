import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../checkpoint/file.ts";
import { isEmbedded } from "../common/embedded.ts";
import { UserError } from "../common/errors.ts";
import { isModelFolder } from "../generate/language-model.ts";

const preferred = "Meta-Llama-3.1-8B-Instruct";

/**
 * the folder of the model to use: the one named, else $LLAMA_NB_MODEL, else the first in a folder `models-original`
 * beside the program, in its parent, in the working folder or in its parent.
 * @throws UserError when a named folder is not there or may not be looked into, or none is found
 */
export function findModel(named: string | undefined): string {
  const chosen = named ?? (process.env.LLAMA_NB_MODEL || undefined);
  if (chosen !== undefined) {
    const found = attempt(chosen, () => statSync(chosen, { throwIfNoEntry: false }));
    if (found?.isDirectory()) return chosen;
    const flag = named === undefined ? "$LLAMA_NB_MODEL" : "--model";
    throw new UserError(`${chosen}: there is no such folder; name one with Meta's files by ${flag}`);
  }
  const places = searchedFolders();
  for (const place of places) {
    const found = modelsIn(place)[0];
    if (found !== undefined) return found;
  }
  throw new UserError(noModel(places));
}

function searchedFolders(): string[] {
  const program = dirname(isEmbedded(Bun.main) ? process.execPath : Bun.main);
  const bases = [program, dirname(program), process.cwd(), dirname(process.cwd())];
  return [...new Set(bases.map((base) => join(base, "models-original")))];
}

function modelsIn(place: string): string[] {
  let names: string[];
  try {
    names = readdirSync(place).sort();
  } catch {
    return [];
  }
  const ordered = [preferred, ...names.filter((name) => name !== preferred)];
  return ordered.map((name) => join(place, name)).filter(isModelFolder);
}

function noModel(places: readonly string[]): string {
  return [
    "found no model. It looked for one in",
    ...places.map((place) => `    ${place}`),
    "Get one: Meta's own files (llama.meta.com, or the folder original/ of meta-llama/Llama-3.1-8B-Instruct",
    "on Hugging Face) are consolidated.00.pth, params.json and tokenizer.model. Put them into",
    `    ${join("models-original", preferred)}`,
    "or name their folder: llama-nb --model FOLDER",
  ].join("\n");
}
