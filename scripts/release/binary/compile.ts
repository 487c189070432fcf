import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { signAdHoc } from "./code-signature.ts";
import { bunTarget, copyRuntime } from "./runtime.ts";
import { seal } from "./seal.ts";
import type { Target } from "./targets.ts";

const root = join(import.meta.dir, "../../..");

/** What goes into a binary besides the sources. */
export interface CompileOptions {
  /** The platform that it is for. If left out it is this machine, with the Bun that runs this script. */
  readonly target?: Target;
  /** The commit that `--version -v` shows. */
  readonly commit: string;
}

/**
 * Compiles the program into one executable file. The same sources give the same bytes, whatever folder they are in.
 * @throws Error if it does not compile, or if Bun's runtime for the target cannot be downloaded or was altered
 */
export async function compile(output: string, { target, commit }: CompileOptions): Promise<void> {
  const path = resolve(output);
  // The file contains its own name, so it is always built under the same one
  const folder = mkdtempSync(join(dirname(path), ".build-"));
  const built = join(folder, "llama-nb");
  const workingFolder = process.cwd();
  // Names of sources in the bundle are relative to the working folder
  process.chdir(root);
  try {
    const runtime = join(folder, "runtime");
    if (target !== undefined) copyRuntime(target, runtime);
    await Bun.build({
      entrypoints: [join(root, "src/main.ts"), join(root, "src/model/parallel/rank.ts")],
      root,
      // Inside the executable the worker is beside the program, where `new URL("./rank.ts", import.meta.url)` leads. Each
      // file is at its path in the sources, so the files of a model are in one folder there too
      naming: { entry: "[name].[ext]", asset: "[dir]/[name].[ext]" },
      define: { LLAMA_NB_COMMIT: JSON.stringify(commit) },
      compile: {
        ...(target !== undefined && { target: bunTarget(target), executablePath: runtime }),
        outfile: built,
        // Settings in the folder that it is run in must not change it
        autoloadDotenv: false,
        autoloadBunfig: false,
        autoloadTsconfig: false,
        autoloadPackageJson: false,
      },
    });
    const os = target?.os ?? process.platform;
    const executable = readFileSync(os === "windows" || os === "win32" ? `${built}.exe` : built);
    seal(executable);
    // On executables for x64 Bun leaves its own signature, which is wrong by now, and sealing has changed a page of both
    writeFileSync(path, os === "darwin" ? signAdHoc(executable, "llama-nb") : executable);
    chmodSync(path, 0o755);
  } finally {
    process.chdir(workingFolder);
    rmSync(folder, { recursive: true });
  }
}
