import { compileKernels, createKernelMemory, kernelsOver } from "../../src/engine/simd/kernels.ts";

// How fast each kernel is on one core, best and median of several rounds. What other programs do to the machine shows
// in the first line, which only reads memory: compare within one run. Bun scripts/measure/bench-kernels.ts [rounds]

const rounds = Number(process.argv[2] ?? 9);
const [kilo, mega] = [2 ** 10, 2 ** 20];
// A stretch for inputs and results, and one for weights and caches, larger than any cache
const [x, y, scratch, large] = [0, 4 * mega, 8 * mega, 64 * mega];
const largeBytes = 192 * mega;

const memory = createKernelMemory(large + largeBytes);
// Small numbers throughout: the kernels are slower on subnormal ones, which zeros and integers turn into
new Float32Array(memory.buffer).fill(0.01);
const kernels = kernelsOver(compileKernels(), memory);

/** Runs until the kernel is compiled well, then prints the rate of `amount` (of bytes, or of multiplications) a run. */
function measure(name: string, unit: "GB/s" | "GMAC/s", amount: number, run: () => void): void {
  const warm = performance.now() + 100;
  while (performance.now() < warm) run();
  const rates = Array.from({ length: rounds }, () => {
    const runs = Math.ceil((50 * mega) / amount);
    const start = performance.now();
    for (let i = 0; i < runs; i++) run();
    return (amount * runs) / (performance.now() - start) / 1e6;
  }).sort((a, b) => b - a);
  const [best, median] = [rates[0], rates[Math.floor(rounds / 2)]];
  console.log(`${name.padEnd(48)} ${best.toFixed(1).padStart(6)}  ${median.toFixed(1).padStart(6)} ${unit}`);
}

console.log(`${"".padEnd(48)}   best  median`);
measure("memory, read only", "GB/s", largeBytes, () => kernels.readMemory(large, largeBytes));
measure("second-level cache, read only", "GB/s", 256 * kilo, () => kernels.readMemory(large, 256 * kilo));

const k = 4096;
const manyRows = largeBytes / (k * 2);
measure("matrix × vector, interleaved, memory", "GB/s", largeBytes, () =>
  kernels.multiplyInterleaved(large, x, y, k, manyRows),
);
measure("matrix × vector, interleaved, tile of 256 kB", "GB/s", 256 * kilo, () =>
  kernels.multiplyInterleaved(large, x, y, k, 32),
);
measure("matrix × vector, row by row, tile of 256 kB", "GB/s", 256 * kilo, () =>
  kernels.multiplyRows(large, x, y, k, 32),
);

const [rows, tokens, depth] = [72, 128, 1024];
measure("bfloat16 to float32, written", "GB/s", depth * 16, () =>
  kernels.widen(large, 16, 64, depth, scratch, depth * 4),
);
measure("matrix × matrix, 6 rows × 2 tokens", "GMAC/s", 12 * depth, () =>
  kernels.multiplyBlock(large, depth * 4, 6, x, depth * 8, 1, depth, y, 32, false),
);
measure(`matrix × matrix, ${rows} rows × ${tokens} tokens`, "GMAC/s", rows * tokens * depth, () =>
  kernels.multiplyBlock(large, depth * 4, rows, scratch, depth * 8, tokens / 2, depth, y, rows * 4, false),
);

const [headDim, positions] = [128, 4000];
const half = positions * headDim * 4;
const attend = (keys: number) =>
  kernels.attend(x, keys, keys + half, scratch, y, headDim, positions, positions, positions, positions);
measure("attention, 4 queries, 4000 positions, in cache", "GMAC/s", 8 * headDim * positions, () =>
  attend(large),
);
const heads = Math.floor(largeBytes / (2 * half));
measure("attention, 4 queries, 4000 positions, memory", "GB/s", heads * 2 * half, () => {
  for (let head = 0; head < heads; head++) attend(large + head * 2 * half);
});
