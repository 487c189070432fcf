import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { signAdHoc } from "./code-signature.ts";
import { seal } from "./seal.ts";
import type { Target } from "./targets.ts";

const root = join(import.meta.dir, "../../..");

/** What goes into a binary beside the sources. */
export interface CompileOptions {
  /** Where it is for; this machine if left out. */
  readonly target?: Target;
  /** The commit that `--version -v` tells. */
  readonly commit: string;
}

/**
 * Compiles the program into one executable file. The same sources give the same bytes, wherever they lie.
 * @throws Error when it does not compile, or Bun's runtime for the target cannot be had
 */
export async function compile(output: string, { target, commit }: CompileOptions): Promise<void> {
  const path = resolve(output);
  // The name of the file becomes a part of it, so it is always built under the same one
  const folder = mkdtempSync(join(dirname(path), ".build-"));
  const built = join(folder, "llama-nb");
  const workingFolder = process.cwd();
  // The bundle names its sources as seen from here
  process.chdir(root);
  try {
    await Bun.build({
      entrypoints: [join(root, "src/main.ts"), join(root, "src/model/parallel/rank.ts")],
      root,
      // Inside the executable the worker lies beside the program, where `new URL("./rank.ts", import.meta.url)` leads,
      // and each file where it lies in the sources, so that the files of a model are one folder there too
      naming: { entry: "[name].[ext]", asset: "[dir]/[name].[ext]" },
      define: { LLAMA_NB_COMMIT: JSON.stringify(commit) },
      compile: {
        ...(target !== undefined && { target: bunTarget(target) }),
        outfile: built,
        // Whatever lies in the folder it is run in is not ours
        autoloadDotenv: false,
        autoloadBunfig: false,
        autoloadTsconfig: false,
        autoloadPackageJson: false,
      },
    });
    const os = target?.os ?? process.platform;
    const executable = readFileSync(os === "windows" || os === "win32" ? `${built}.exe` : built);
    seal(executable);
    // Bun leaves its own signature, untrue by now, on executables for x64; and sealing has changed a page of both
    writeFileSync(path, os === "darwin" ? signAdHoc(executable, "llama-nb") : executable);
    chmodSync(path, 0o755);
  } finally {
    process.chdir(workingFolder);
    rmSync(folder, { recursive: true });
  }
}

function bunTarget({ os, arch, variant }: Target): Bun.Build.CompileTarget {
  if (os === "linux" && variant === "musl-baseline") return `bun-linux-${arch}-baseline-musl`;
  if (os === "linux" && variant === "musl") return `bun-linux-${arch}-musl`;
  if (variant === "baseline")
    return os === "windows" ? "bun-windows-x64-baseline" : `bun-${os}-${arch}-baseline`;
  return `bun-${os}-${arch}`;
}
