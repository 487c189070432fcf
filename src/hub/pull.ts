import { statSync } from "node:fs";
import { join } from "node:path";
import { FileError } from "../common/errors.ts";
import { type Chosen, chooseFiles, type WantedFile } from "./choose-files.ts";
import { Checksum, readIntoChecksum } from "./disk/checksum.ts";
import { requireSpace } from "./disk/free-space.ts";
import { isUnchanged } from "./disk/record.ts";
import { recordOf, Staging, stagedBytes } from "./disk/staging.ts";
import { writing } from "./disk/write-errors.ts";
import type { Wanted } from "./repository.ts";
import type { HubClient } from "./requests/client.ts";
import { download } from "./requests/download.ts";
import { listFiles } from "./requests/file-list.ts";

/** What is to be pulled, and where to. */
export interface PullOptions {
  readonly wanted: Wanted;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** The absolute path of the model's folder, by the name that would fit it. */
  readonly folderFor: (name: string) => string;
  /** Whether to read files that are there already, and compare their checksums. */
  readonly verifies: boolean;
  readonly signal: AbortSignal;
}

/** What is told while it goes on. */
export interface PullEvents {
  /** It is known what is wanted. @param kept bytes that an earlier run has left */
  planned(chosen: Chosen, folder: string, missing: { bytes: number; kept: number }): void;
  /** Another process pulls into the same folder. */
  waiting(folder: string): void;
  /** How many bytes of a file have come so far. */
  progress(file: WantedFile, bytes: number): void;
  /** All of a file has come, and was verified. */
  whole(file: WantedFile): void;
  /** Bytes came over the network. */
  received(bytes: number): void;
  /** Bytes of a file that is there already have been read. */
  checking(file: WantedFile, bytes: number): void;
}

/** A model that is whole. */
export interface Pulled {
  readonly chosen: Chosen;
  readonly folder: string;
  /** The files that were not there before. */
  readonly loaded: readonly WantedFile[];
}

/**
 * Loads the files of a model into a folder of its own, each verified, and all of them or none. An interrupted pull is
 * continued by the next one; one of a model that is whole loads nothing.
 * @throws UserError; the reason of the signal if that was aborted
 */
export async function pull(client: HubClient, options: PullOptions, events: PullEvents): Promise<Pulled> {
  const { wanted, revision, signal } = options;
  const chosen = chooseFiles(await listFiles(client, wanted.repository, revision, signal), wanted);
  const folder = options.folderFor(chosen.folder);
  await requireFolder(folder);
  requireOwn(folder, wanted.repository);
  const isMissing = (file: WantedFile): Promise<boolean> => lacks(folder, file, options, events);
  const missing = await filterInTurn(chosen.files, isMissing);
  if (missing.length === 0) {
    await remember(folder, chosen, options);
    return { chosen, folder, loaded: [] };
  }
  const bytes = sum(missing.map(({ size }) => size));
  const kept = sum(missing.map((file) => stagedBytes(folder, file)));
  events.planned(chosen, folder, { bytes, kept });
  requireSpace(folder, bytes - kept);
  let hasWaited = false;
  const staging = await Staging.open(folder, signal, () => {
    hasWaited = true;
    events.waiting(folder);
  });
  try {
    // The other process may have finished
    const loaded = hasWaited ? await filterInTurn(missing, isMissing) : missing;
    for (const file of loaded) await load(client, options, staging, file, events);
    signal.throwIfAborted();
    const present = chosen.files.filter((file) => !loaded.includes(file));
    await staging.place(wanted.repository, loaded, present);
    return { chosen, folder, loaded };
  } finally {
    staging.close();
  }
}

/** Records files that are there, and were verified, if that is not recorded yet and the folder may be written. */
async function remember(folder: string, { files }: Chosen, { wanted, signal }: PullOptions): Promise<void> {
  const record = recordOf(folder);
  if (files.every((file) => isUnchanged(record, folder, file))) return;
  try {
    const staging = await Staging.open(folder, signal, () => {});
    await staging.place(wanted.repository, [], files).finally(() => staging.close());
  } catch (error) {
    // Then they are read again the next time
    if (!(error instanceof FileError)) throw error;
  }
}

/** Loads a file into the folder where it waits for the others. */
async function load(
  client: HubClient,
  { wanted: { repository }, revision, signal }: PullOptions,
  staging: Staging,
  file: WantedFile,
  events: PullEvents,
): Promise<void> {
  if (!staging.isVerified(file)) {
    await download({ client, repository, revision }, file, staging.partPath(file), signal, {
      onBytes: (bytes) => events.progress(file, bytes),
      onReceived: (bytes) => events.received(bytes),
    });
    await staging.verified(file);
  }
  events.whole(file);
}

/**
 * Whether a file has to be loaded. One that is there is read if the record does not vouch for it.
 * @throws FileError if there is a file in its place that did not come from this repository
 */
async function lacks(
  folder: string,
  file: WantedFile,
  { verifies, signal }: PullOptions,
  events: PullEvents,
): Promise<boolean> {
  const path = join(folder, file.name);
  const record = recordOf(folder);
  const isKnown = isUnchanged(record, folder, file);
  if (isKnown && !verifies) return false;
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) return true;
  if (there.isFile() && there.size === file.size) {
    const checksum = new Checksum(file);
    await readIntoChecksum(path, checksum, file.size, signal, (bytes) => events.checking(file, bytes));
    if (checksum.matches() ?? isKnown) return false;
  }
  if (record !== undefined && Object.hasOwn(record.files, file.name)) return true;
  throw new FileError(
    path,
    "is there already, and is not the file of this repository",
    "move it, or choose another folder",
  );
}

/** @throws FileError if something else is where a folder is to be */
async function requireFolder(folder: string): Promise<void> {
  const there = await writing(folder, () => statSync(folder, { throwIfNoEntry: false }));
  if (there === undefined || there.isDirectory()) return;
  throw new FileError(folder, "is a file, not a folder", "choose another folder");
}

/** @throws FileError if a folder belongs to another repository, whose files could be replaced */
function requireOwn(folder: string, repository: string): void {
  const other = recordOf(folder)?.repository;
  if (other === undefined || other === repository) return;
  throw new FileError(folder, `holds files of ${other}`, "choose another folder");
}

async function filterInTurn<Item>(
  items: readonly Item[],
  test: (item: Item) => Promise<boolean>,
): Promise<Item[]> {
  const found: Item[] = [];
  for (const item of items) if (await test(item)) found.push(item);
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
