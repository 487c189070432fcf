import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { type Target, targetName } from "./targets.ts";

/** The version of Bun whose executables are pinned. */
export const pinnedVersion = "1.4.5";

/**
 * The SHA-256 of the executables in the npm packages @oven/bun-…, version 1.4.5. Each was computed from a package whose
 * SHA-512 is the integrity that the npm registry states. For a new version of Bun, compute them with
 * scripts/release/pin-runtimes.sh.
 */
export const pinned: Readonly<Record<string, string>> = {
  "linux-x64": "f05d28a3862f4b84395c7fa32480b835dd47482e80b7e7a49a115227f0c06083",
  "linux-x64-baseline": "f05d28a3862f4b84395c7fa32480b835dd47482e80b7e7a49a115227f0c06083",
  "linux-x64-musl": "cf5d285ddbe256785a5121a3c113191a6b577504976374c7cfd5aedca609b720",
  "linux-x64-musl-baseline": "cf5d285ddbe256785a5121a3c113191a6b577504976374c7cfd5aedca609b720",
  "linux-arm64": "04778f1f42399a69d086853e9c7af4acf574b2f21a43d0dc673853d8b84a2923",
  "linux-arm64-musl": "9c48986093073afec8b76a3e285303598dd2462f52748aecb65e4d94866e1ea3",
  "darwin-x64": "88f97645b270aef20f9f9442f1658461cab3e7128e658af4615144e3396f084a",
  "darwin-arm64": "e2984124f1514e1e6bbda20adedbf07a02c443c6a5828853a15c7c7abf78e19f",
  "windows-x64": "e06ad0864463c68892ae71a2a64af7eae1585cac5dd9b80bc042f45605587cb1",
  "windows-x64-baseline": "e06ad0864463c68892ae71a2a64af7eae1585cac5dd9b80bc042f45605587cb1",
  "windows-arm64": "8bd7f9210f9d58cc21f398d1478e53b2ff919a0c8fc935b5086f3f64667cec6d",
};

/**
 * Copies Bun's executable for a target to a path, if it is the pinned one. It comes from Bun's cache; Bun downloads it if it is
 * missing there.
 * @throws Error if it cannot be downloaded, or is not the pinned one
 */
export function copyRuntime(target: Target, path: string): void {
  if (Bun.version !== pinnedVersion) {
    throw new Error(
      `this is Bun ${Bun.version}, but the runtimes of Bun ${pinnedVersion} are pinned: use that one`,
    );
  }
  const isOwn = isThisMachine(target);
  const source = isOwn ? process.execPath : cachedRuntime(target);
  // The copy is checked, because the copy is embedded
  copyFileSync(source, path);
  const found = createHash("sha256").update(readFileSync(path)).digest("hex");
  const wanted = pinned[targetName(target)];
  if (found === wanted) return;
  rmSync(path);
  const advice = isOwn ? "build with the Bun that npm ci installs" : "delete it and build again";
  throw new Error(
    `Bun's runtime ${source} has another SHA-256 than the one that is pinned (${found}, not ${wanted}); ${advice}`,
  );
}

/** What Bun calls a target. */
export function bunTarget({ os, arch, variant }: Target): Bun.Build.CompileTarget {
  if (os === "linux" && variant === "musl-baseline") return `bun-linux-${arch}-baseline-musl`;
  if (os === "linux" && variant === "musl") return `bun-linux-${arch}-musl`;
  if (variant === "baseline")
    return os === "windows" ? "bun-windows-x64-baseline" : `bun-${os}-${arch}-baseline`;
  return `bun-${os}-${arch}`;
}

/** Whether a target's runtime is the one that runs this script: Bun keeps no copy of it in its cache. */
function isThisMachine({ os, arch, variant }: Target): boolean {
  const here = process.platform === "win32" ? "windows" : process.platform;
  return variant === undefined && os === here && arch === process.arch && !isMusl();
}

function isMusl(): boolean {
  return process.platform === "linux" && existsSync("/etc/alpine-release");
}

/** The path of the runtime in Bun's cache, after a download if it is missing. @throws Error if that fails */
function cachedRuntime(target: Target): string {
  const folder = cacheFolder();
  const { os, arch, variant } = target;
  const name = ["bun", os, arch === "arm64" ? "aarch64" : arch, variant].filter((part) => part !== undefined);
  const path = join(folder, `${name.join("-")}-v${pinnedVersion}`);
  if (existsSync(path)) return path;
  const problem = download(target, folder);
  if (existsSync(path)) return path;
  throw new Error(problem ?? `Bun did not store its runtime as ${path}`);
}

/** Lets Bun download a runtime, by compiling an empty program for its target. Returns Bun's message if that fails. */
function download(target: Target, cache: string): string | undefined {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "llama-nb-runtime-"));
  try {
    const source = join(folder, "empty.ts");
    writeFileSync(source, "");
    const command = [process.execPath, "build", "--compile", `--target=${bunTarget(target)}`, source];
    const { exitCode, stderr } = Bun.spawnSync([...command, "--outfile", join(folder, "empty")], {
      cwd: folder,
      env: { ...process.env, BUN_INSTALL_CACHE_DIR: cache },
      stdout: "ignore",
      stderr: "pipe",
    });
    if (exitCode === 0) return undefined;
    const lines = Bun.stripANSI(stderr.toString()).split(/[\r\n]+/);
    const message = lines.findLast((line) => line !== "" && !/^(Downloading|Decompressing)/.test(line));
    return message?.replace(/^error: /, "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The folder where Bun keeps its downloads. */
function cacheFolder(): string {
  const { BUN_INSTALL_CACHE_DIR, BUN_INSTALL, XDG_CACHE_HOME } = process.env;
  if (BUN_INSTALL_CACHE_DIR) return BUN_INSTALL_CACHE_DIR;
  if (BUN_INSTALL) return join(BUN_INSTALL, "install/cache");
  return join(XDG_CACHE_HOME || homedir(), ".bun/install/cache");
}
