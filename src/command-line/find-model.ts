import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isEmbedded } from "../common/embedded.ts";
import { UserError } from "../common/errors.ts";
import { attempt } from "../common/file.ts";
import { demoFolder, demoName } from "../demo/demo.ts";
import { isModelFolder } from "../model/open.ts";
import type { Log } from "../terminal/log.ts";

const preferred = "Meta-Llama-3.1-8B-Instruct";

const noModel =
  "found no model in models-original, so the small built-in one answers; for Llama 3.1 get Meta's files (llama.com, or " +
  "original/ of meta-llama/Llama-3.1-8B-Instruct on Hugging Face) and name their folder by --model";

/**
 * The folder of the model to use: the one named, else $LLAMA_NB_MODEL, else the first in a folder `models-original`
 * beside the program, in its parent, in the working folder or in its parent, else that of the built-in model, which "demo"
 * names too.
 * @param log where it is said that there is no other than the built-in model
 * @throws UserError when a named folder is not there or may not be looked into
 */
export function findModel(named: string | undefined, log: Log): string {
  const chosen = named ?? (process.env.LLAMA_NB_MODEL || undefined);
  if (chosen === demoName) return demoFolder;
  if (chosen !== undefined) {
    const found = attempt(chosen, () => statSync(chosen, { throwIfNoEntry: false }));
    if (found !== undefined) return chosen;
    const flag = named === undefined ? "$LLAMA_NB_MODEL" : "--model";
    throw new UserError(`${chosen}: there is no such file or folder; name one with Meta's files by ${flag}`);
  }
  for (const place of searchedFolders()) {
    const found = modelsIn(place)[0];
    if (found !== undefined) return found;
  }
  log.notice(noModel);
  return demoFolder;
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
