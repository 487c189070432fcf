import { FileError } from "../../common/errors.ts";

const again = "run the same command again, which goes on where it stopped";

/** Runs something that writes to a disk. @throws FileError that says what is wrong with it in words */
export async function writing<Result>(path: string, run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (error instanceof FileError || code === undefined || code === "ABORT_ERR") throw error;
    throw writeError(path, code, error);
  }
}

function writeError(path: string, code: string, cause: unknown): FileError {
  const because = { cause };
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new FileError(path, `the disk is full (${code})`, `free some space and ${again}`, because);
    case "EFBIG":
      return new FileError(
        path,
        "is larger than the file system or a limit of the shell (ulimit -f) allows",
        `choose a folder on another disk, or raise the limit and ${again}`,
        because,
      );
    case "EROFS":
      return new FileError(path, "is on a disk that can only be read", "choose another folder", because);
    case "EACCES":
    case "EPERM":
    case "EBUSY":
      return new FileError(
        path,
        `may not be written (${code})`,
        "choose another folder, or change the permissions of this one",
        because,
      );
    case "ENOTDIR":
    case "EEXIST":
      return new FileError(path, "is in the way of a folder", "move it, or choose another folder", because);
    case "EISDIR":
    case "ENOTEMPTY":
      return new FileError(
        path,
        "is a folder in the way of a file",
        "move it, or choose another folder",
        because,
      );
    default:
      return new FileError(
        path,
        `cannot be written (${code})`,
        "check the disk, or choose another folder",
        because,
      );
  }
}
