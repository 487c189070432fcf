import { isAbsolute, join } from "node:path";

/**
 * The folder for what the program keeps from run to run: on Linux and similar systems $XDG_STATE_HOME or ~/.local/state
 * (XDG Base Directory Specification), on macOS ~/Library/Application Support, on Windows %LOCALAPPDATA%.
 * @returns undefined if the environment does not say where that is
 */
export function stateFolder(
  platform: NodeJS.Platform = process.platform,
  { HOME, XDG_STATE_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (platform === "win32") return LOCALAPPDATA ? join(LOCALAPPDATA, "llama-nb") : undefined;
  // The specification says that a relative path must be ignored
  if (platform !== "darwin" && XDG_STATE_HOME !== undefined && isAbsolute(XDG_STATE_HOME)) {
    return join(XDG_STATE_HOME, "llama-nb");
  }
  if (!HOME) return undefined;
  return join(HOME, platform === "darwin" ? "Library/Application Support" : ".local/state", "llama-nb");
}
