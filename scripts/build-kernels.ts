import { spawnSync } from "node:child_process";
import { join } from "node:path";

// compiles src/engine/simd/kernels to src/engine/simd/kernels.wasm, or to the file that is named. the result is
// committed, so that running from source needs no build step; a test holds it against the sources.

const root = join(import.meta.dir, "..");
const output = process.argv[2] ?? join(root, "src/engine/simd/kernels.wasm");
const options = [
  "-O3",
  ...["--enable", "simd,threads"],
  ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
  ...["--runtime", "stub", "--noAssert"],
];
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/assemblyscript/bin/asc.js"),
    join(root, "src/engine/simd/kernels/index.as.ts"),
    ...options,
    ...["--outFile", output],
  ],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
