import { readdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isEmbedded } from "../common/embedded.ts";
import { UserError } from "../common/errors.ts";
import { attempt } from "../common/file.ts";
import { showForeign } from "../common/foreign-text.ts";
import { demoFolder, demoName } from "../demo/demo.ts";
import { isModelFolder } from "../model/open.ts";
import type { Log } from "../terminal/log.ts";

const preferred = "Meta-Llama-3.1-8B-Instruct";

const noModel =
  "found no model in models-original, so the small built-in one answers; for Llama 3.1 get Meta's files (llama.com, or " +
  "original/ of meta-llama/Llama-3.1-8B-Instruct on Hugging Face) and give their folder with --model";

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
  for (const { folder, program } of places()) {
    const [found] = modelsIn(folder);
    if (found === undefined) continue;
    const risk = riskOf(statSync(folder), program);
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

interface Place {
  readonly folder: string;
  /** The program's file, for a folder that belongs to the program. */
  readonly program?: Stats;
}

/** The folders to search, in order, each once. */
function places(): Place[] {
  const path = isEmbedded(Bun.main) ? process.execPath : Bun.main;
  const [beside, working] = [dirname(path), process.cwd()];
  const program = statSync(path, { throwIfNoEntry: false }); // It may have been deleted meanwhile
  const all = [
    { base: beside, program },
    { base: dirname(beside), program },
    { base: working },
    { base: dirname(working) },
  ].map(({ base, program }) => ({ folder: join(base, "models-original"), program }));
  return all.filter(({ folder }, index) => all.findIndex((each) => each.folder === folder) === index);
}

/**
 * Why a model in a folder may be somebody else's, who could have put it there for others to find; undefined when there is
 * no such reason. Who could change the program itself is trusted with the folders of the program.
 */
function riskOf(folder: Stats, program: Stats | undefined): string | undefined {
  const user = process.geteuid?.();
  if (user === undefined) return undefined; // Windows
  const trusted = [user, 0, program?.uid];
  if (!trusted.includes(folder.uid)) return "it belongs to another user";
  const isOpen = (stats: Stats): boolean => (stats.mode & 0o002) !== 0;
  if (!isOpen(folder) || (program !== undefined && isOpen(program))) return undefined;
  return "other users may write to it";
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
