import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../common/replace-file.ts";
import type { WantedFile } from "../choose-files.ts";

/** A file that was verified and placed. */
interface RecordedFile {
  readonly size: number;
  /** SHA-256 or id in git, as the hub gave it; null if it gave none. */
  readonly checksum: string | null;
  /** When it was last written, milliseconds since 1970. */
  readonly modified: number;
}

/** What a folder has got from a repository. */
export interface PullRecord {
  readonly repository: string;
  /** By name. */
  readonly files: Readonly<Record<string, RecordedFile>>;
}

/** Reads the record of a folder. @returns undefined if there is none, or none that can be read: then files are hashed */
export function readRecord(path: string): PullRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the record of a folder. @throws the system's error */
export function writeRecord(path: string, record: PullRecord): void {
  replaceFile(path, `${JSON.stringify({ version: 1, ...record }, null, 2)}\n`, 0o644);
}

/** An entry for a file that has just been verified. @param path where it is now */
export function recorded({ size, sha256, gitId }: WantedFile, path: string): RecordedFile {
  return { size, checksum: sha256 ?? gitId ?? null, modified: statSync(path).mtimeMs };
}

/** Whether a file is there as it was when it was verified, and is still what the hub lists. */
export function isUnchanged(record: PullRecord | undefined, folder: string, file: WantedFile): boolean {
  const known =
    record !== undefined && Object.hasOwn(record.files, file.name) ? record.files[file.name] : undefined;
  const there = statSync(join(folder, file.name), { throwIfNoEntry: false });
  return (
    known !== undefined &&
    there?.isFile() === true &&
    there.size === file.size &&
    there.mtimeMs === known.modified &&
    known.size === file.size &&
    known.checksum === (file.sha256 ?? file.gitId ?? null)
  );
}

function isRecord(value: unknown): value is PullRecord {
  if (!isObject(value) || value.version !== 1 || typeof value.repository !== "string") return false;
  return isObject(value.files) && Object.values(value.files).every(isRecordedFile);
}

function isRecordedFile(value: unknown): value is RecordedFile {
  return (
    isObject(value) &&
    typeof value.size === "number" &&
    typeof value.modified === "number" &&
    (value.checksum === null || typeof value.checksum === "string")
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
