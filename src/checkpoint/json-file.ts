import { FileError } from "../common/errors.ts";
import { readBytes, withFile } from "./file.ts";
import { downloadAgain } from "./problems.ts";

/** an object out of a file, whose keys may be anything: look at its own ones only. */
export type JsonObject = Readonly<Record<string, unknown>>;

const largestFile = 64 * 1024;
const deepestNesting = 16;

/**
 * reads a small file that holds one JSON object.
 * @throws FileError
 */
export function readJsonObject(path: string): JsonObject {
  const text = withFile(path, (file) => {
    if (file.size === 0) throw new FileError(path, "is empty", downloadAgain);
    if (file.size > largestFile) {
      throw new FileError(
        path,
        `has ${file.size} bytes, far more than the parameters of a model`,
        downloadAgain,
      );
    }
    return readBytes(file, 0, file.size);
  });
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

/** whether arrays and objects are nested so deeply that whoever walks or prints them could run out of stack. */
function isDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; depth < deepestNesting; depth++) {
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return level.length > 0;
}
