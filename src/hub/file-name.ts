import { RequestError } from "./requests/request-error.ts";

/** Names that Windows keeps for devices, whatever their extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i;

/** Whether a path from the hub is one that may be asked for: plain segments that lead downwards. */
export function isPlainPath(path: string): boolean {
  return path.length <= 1000 && path.split("/").every((segment) => !/^\.{0,2}$/.test(segment));
}

/**
 * The name under which a file of the hub is stored: the last segment of its path. On every system it must be a name that
 * all systems take, cannot lead out of a folder, and shows what it is.
 * @throws RequestError
 */
export function fileName(path: string, repository: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isSafe =
    /^[^.\p{C}\p{Z}\\/:*?"<>|][^\p{C}\p{Zl}\p{Zp}\\/:*?"<>|]*$/u.test(name) &&
    /[^. ]$/.test(name) &&
    Buffer.byteLength(name) <= 200 &&
    !devices.test(name);
  if (isSafe) return name;
  throw new RequestError(
    repository,
    `has a file with the name "${name}", which is not safe to store`,
    "choose another repository, or tell its owner",
    "final",
  );
}
