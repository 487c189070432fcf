import { FileError } from "../common/errors.ts";
import { type OpenFile, readBytes, withFile } from "../common/file.ts";
import { downloadAgain, folderHolds } from "./problems.ts";

/** An object out of a file, whose keys may be anything: look at its own ones only. */
export type JsonObject = Readonly<Record<string, unknown>>;

const largestFile = 64 * 1024;
const deepestNesting = 16;

/**
 * Reads a small file that holds one JSON object.
 * @throws FileError
 */
export function readJsonObject(path: string): JsonObject {
  const read = (file: OpenFile) => {
    if (file.size === 0) throw new FileError(path, "is empty", downloadAgain);
    if (file.size > largestFile) {
      throw new FileError(
        path,
        `has ${file.size} bytes, far more than the parameters of a model`,
        downloadAgain,
      );
    }
    return readBytes(file, 0, file.size);
  };
  const text = withFile(path, read, folderHolds);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch (error) {
    throw new FileError(path, "is not JSON", downloadAgain, { cause: error });
  }
  if (!isObject(json) || isDeep(json)) {
    throw new FileError(path, "is not a JSON object of parameters", downloadAgain);
  }
  return json;
}

function isObject(json: unknown): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** Whether arrays and objects are nested so deeply that whoever walks or prints them could run out of stack. */
function isDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; depth < deepestNesting; depth++) {
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return level.length > 0;
}
