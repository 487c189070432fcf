import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../common/errors.ts";
import { attempt } from "../common/file.ts";
import { showForeign } from "../common/foreign-text.ts";
import { demoFolder, demoName } from "../demo/demo.ts";
import { isModelFolder } from "../model/open.ts";
import type { Log } from "../terminal/log.ts";
import { modelPlaces, riskOf } from "./model-places.ts";

const preferred = "Meta-Llama-3.1-8B-Instruct";

const noModel =
  "found no model in models-original, so the small built-in one answers; llama-nb pull loads one (llama-nb help pull " +
  "says how), or give the folder of one with --model";

/**
 * The folder of the model to use: the one named, otherwise $LLAMA_NB_MODEL, otherwise the first in a folder
 * `models-original` beside the program, in its parent, in the working folder or in its parent, otherwise that of the
 * built-in model, which "demo" names too. Folders where other users could have put a model are not searched.
 * @param log where it is said which model was found
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
  for (const place of modelPlaces()) {
    const { folder } = place;
    const [found] = modelsIn(folder);
    if (found === undefined) continue;
    const risk = riskOf(place);
    if (risk === undefined) {
      log.info(`model ${showForeign(found)}`);
      return found;
    }
    log.notice(
      `${showForeign(folder)} is not searched for models, since ${risk}; choose one in it with --model`,
    );
  }
  log.notice(noModel);
  return demoFolder;
}

/** The model that is found without a name, in a search that says nothing. @returns undefined if there is none */
export function modelWithoutName(): string | undefined {
  if (process.env.LLAMA_NB_MODEL) return process.env.LLAMA_NB_MODEL;
  const found = modelPlaces().find(
    (place) => modelsIn(place.folder).length > 0 && riskOf(place) === undefined,
  );
  return found === undefined ? undefined : modelsIn(found.folder)[0];
}

/** The models in a folder, the preferred one first. */
function modelsIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return [];
  }
  const ordered = [preferred, ...names.filter((name) => name !== preferred)];
  return ordered.map((name) => join(folder, name)).filter(isModelFolder);
}
