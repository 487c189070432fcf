import { spawnSync } from "node:child_process";
import { join } from "node:path";

// Compiles the AssemblyScript kernels of the SIMD engine and of the training to a kernels.wasm beside each folder of
// sources, or into the folder that is named. The results are committed, so that running from source needs no build step;
// tests hold them against the sources.

const root = join(import.meta.dir, "..");
const parts = ["src/engine/simd", "src/training"];
const options = [
  "-O3",
  ...["--enable", "simd,threads"],
  ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
  ...["--runtime", "stub", "--noAssert"],
];

function compile(source: string, output: string): boolean {
  const compiler = join(root, "node_modules/assemblyscript/bin/asc.js");
  const { status } = spawnSync(process.execPath, [compiler, source, ...options, "--outFile", output], {
    stdio: "inherit",
  });
  return status === 0;
}

const folder = process.argv[2] ?? root;
const isDone = parts.map((part) => {
  return compile(join(root, part, "kernels/index.as.ts"), join(folder, part, "kernels.wasm"));
});
process.exitCode = isDone.every(Boolean) ? 0 : 1;
