/** A platform that a binary is made for. */
export interface Target {
  readonly os: "linux" | "darwin" | "windows";
  readonly arch: "x64" | "arm64";
  /** "baseline": for x64 processors without AVX2. "musl": for Alpine and other Linux without glibc. */
  readonly variant?: "baseline" | "musl" | "musl-baseline";
}

/** Every platform that Bun has a runtime for. */
export const targets: readonly Target[] = [
  { os: "linux", arch: "x64" },
  { os: "linux", arch: "x64", variant: "baseline" },
  { os: "linux", arch: "x64", variant: "musl" },
  { os: "linux", arch: "x64", variant: "musl-baseline" },
  { os: "linux", arch: "arm64" },
  { os: "linux", arch: "arm64", variant: "musl" },
  { os: "darwin", arch: "x64" },
  { os: "darwin", arch: "arm64" },
  { os: "windows", arch: "x64" },
  { os: "windows", arch: "x64", variant: "baseline" },
  { os: "windows", arch: "arm64" },
];

/** The name of a target on the command line of scripts/build.ts, such as linux-x64-musl. */
export function targetName({ os, arch, variant }: Target): string {
  return [os, arch, variant].filter((part) => part !== undefined).join("-");
}

/** The name of its file in a release, such as llama-nb-linux-x64-musl or llama-nb-windows-x64.exe. */
export function binaryName(target: Target): string {
  return `llama-nb-${targetName(target)}${target.os === "windows" ? ".exe" : ""}`;
}
