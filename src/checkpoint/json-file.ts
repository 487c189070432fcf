import { FileError } from "../common/errors.ts";
import { readSmallFile } from "../common/file.ts";
import { downloadAgain, folderHolds } from "./problems.ts";

/** An object from a file. Its keys can have any name, so look only at its own keys. */
export type JsonObject = Readonly<Record<string, unknown>>;

const largestFile = 64 * 1024;
const deepestNesting = 16;

/**
 * Reads a small file that holds one JSON object.
 * @throws FileError
 */
export function readJsonObject(path: string): JsonObject {
  const bytes = readSmallFile(path, {
    largest: largestFile,
    expected: "the parameters of a model",
    advice: folderHolds,
  });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
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

/** Whether arrays and objects are nested so deeply that walking or printing them could exhaust the stack. */
function isDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; depth < deepestNesting; depth++) {
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return level.length > 0;
}
