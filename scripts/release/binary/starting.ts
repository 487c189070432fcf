import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "./targets.ts";

/** How a binary is started on this machine. */
export interface Way {
  /** How, in words. */
  readonly how: string;
  /** The words of the command before the binary. */
  readonly command: readonly string[];
  /** The variables that it needs, given a folder where it may write; undefined if it needs none. */
  readonly env?: (place: string) => Readonly<Record<string, string>>;
  /** Puts the files that it needs beside the binary. */
  readonly prepare?: (folder: string) => void;
  /** A path of this machine as the started program writes it. */
  readonly path: (path: string) => string;
}

const asItIs = (path: string) => path;

/** How to start the binary of a target here, or in words why that is not possible. */
export function wayToStart(target: Target): Way | string {
  const { os, arch, variant = "" } = target;
  if (os === "windows") return process.platform === "win32" ? native(target) : wine(arch);
  if (os !== "linux" || process.platform !== "linux") return native(target);
  if (variant.includes("musl")) return musl(arch);
  return arch === process.arch ? native(target) : emulated(arch);
}

function native({ os, arch }: Target): Way | string {
  const here = process.platform === "win32" ? "windows" : process.platform;
  if (os === here && arch === process.arch) return { how: "natively", command: [], path: asItIs };
  return `this is ${here} ${process.arch}`;
}

/** Debian: qemu-user-static, and for arm64 libc6-arm64-cross and libstdc++6-arm64-cross. */
function emulated(arch: Target["arch"]): Way | string {
  const root = `/usr/${machine(arch)}-linux-gnu`;
  if (!existsSync(root)) return `no ${root}`;
  return underQemu(arch, root, `under qemu-user as ${arch}`);
}

/** Alpine itself, or folders that scripts/release/make-musl-root.sh made in the folder $LLAMA_NB_MUSL_ROOTS. */
function musl(arch: Target["arch"]): Way | string {
  if (arch === process.arch && existsSync("/etc/alpine-release"))
    return { how: "natively", command: [], path: asItIs };
  const root = join(process.env.LLAMA_NB_MUSL_ROOTS ?? "", arch);
  if (process.env.LLAMA_NB_MUSL_ROOTS === undefined || !existsSync(root)) return "no musl here";
  return underQemu(arch, root, `under qemu-user as ${arch}, with musl`);
}

function underQemu(arch: Target["arch"], root: string, how: string): Way | string {
  const qemu = Bun.which(`qemu-${machine(arch)}-static`) ?? Bun.which(`qemu-${machine(arch)}`);
  return qemu === null ? "no qemu-user" : { how, command: [qemu, "-L", root], path: asItIs };
}

/** Debian: wine64, and gcc-mingw-w64-x86-64-win32 for a DLL that Wine 8 lacks. */
function wine(arch: Target["arch"]): Way | string {
  if (arch !== process.arch) return `no Windows for ${arch} here`;
  const program = ["/usr/lib/wine/wine64", "/usr/bin/wine64"].find(existsSync);
  if (program === undefined) return "no Wine";
  const compiler = Bun.which("x86_64-w64-mingw32-gcc");
  if (compiler === null) return "no x86_64-w64-mingw32-gcc";
  return {
    how: "under Wine",
    command: [program],
    env: (place) => ({
      WINEARCH: "win64",
      WINEPREFIX: join(place, "wine"),
      WINEDEBUG: "-all",
      WINEDLLOVERRIDES: "mscoree,mshtml=",
      LC_ALL: "C.UTF-8",
    }),
    prepare(folder) {
      const source = join(import.meta.dir, "bcryptprimitives.c");
      const dll = join(folder, "bcryptprimitives.dll");
      const { status, stderr } = spawnSync(compiler, ["-shared", "-o", dll, source, "-ladvapi32"]);
      if (status !== 0) throw new Error(`cannot compile bcryptprimitives.c: ${stderr}`);
    },
    path: (path) => `Z:${path.replaceAll("/", "\\")}`,
  };
}

function machine(arch: Target["arch"]): string {
  return arch === "x64" ? "x86_64" : "aarch64";
}
