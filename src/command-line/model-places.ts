import { accessSync, constants, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isEmbedded } from "../common/embedded.ts";

/** A folder in which models are looked for; it need not exist. */
export interface ModelPlace {
  readonly folder: string;
  /** The program's file, for a folder that belongs to the program. */
  readonly program?: Stats;
}

/**
 * The folders in which models are looked for, in order, each once: `models-original` beside the program, in its parent, in
 * the working folder and in its parent.
 */
export function modelPlaces(): ModelPlace[] {
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
 * Why a model in a folder may come from another user, who could have put it there for others to find; undefined if there is
 * no such reason. Whoever could change the program itself is trusted with the folders of the program.
 */
export function riskOf({ folder, program }: ModelPlace): string | undefined {
  const user = process.geteuid?.();
  if (user === undefined) return undefined; // Windows
  const stats = statSync(folder);
  const trusted = [user, 0, program?.uid];
  if (!trusted.includes(stats.uid)) return "it belongs to another user";
  const isOpen = ({ mode }: Stats): boolean => (mode & 0o002) !== 0;
  if (!isOpen(stats) || (program !== undefined && isOpen(program))) return undefined;
  return "other users may write to it";
}

/**
 * The folder for new models: the first of the places that exists, is searched and may be written to, otherwise
 * `models-original` in the working folder.
 */
export function placeForModels(places: readonly ModelPlace[] = modelPlaces()): string {
  const found = places.find((place) => isWritableFolder(place.folder) && riskOf(place) === undefined);
  return found?.folder ?? join(process.cwd(), "models-original");
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
